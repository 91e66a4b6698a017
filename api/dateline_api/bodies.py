"""Bodies of requests, read as what they must be."""

from typing import TypeVar

from pydantic import BaseModel, ValidationError

from dateline.errors import BadInput, BadParameter

Model = TypeVar("Model", bound=BaseModel)


def read_as(model: type[Model], body: bytes) -> Model:
    """The body as a model; raises `BadParameter` with the member that cannot be used, or `BadInput` where it is none of them."""
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        member = ".".join(str(part) for part in first["loc"])
        if member:
            raise BadParameter(member[:60], first["msg"]) from None
        raise BadInput(f"the body cannot be used: {first['msg']}") from None
