"""`dateline evaluate headlines`: what is read in the headlines of an event table, against where people placed the incidents."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.console import one_line
from dateline.cli.ready import open_pipeline, settings_of
from dateline.errors import BadInput, UnreadableReport


def headlines(
    ctx: typer.Context,
    table: Annotated[
        Path, typer.Argument(metavar="TABLE", help="An event table of UCDP GED, ACLED or GTD layout.", exists=True, dir_okay=False)
    ],
    misses: Annotated[int, typer.Option("--misses", min=0, help="How many misses to list, of each sort.")] = 5,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Look only at so many rows.")] = None,
) -> None:
    """Read the headlines of an event table and compare the places with the coded ones.

    Only rows whose headline names the coded place can agree; how many these are is said, too. A place within 25 km, or an incident within
    its own uncertainty, agrees. A headline seldom tells all that the coders knew, so this is a lower bound.

    [bold]Example[/bold]

      dateline evaluate headlines GEDEvent_v24_1.csv
    """
    from dateline.evaluation.headlines import Agreement, Compared, compare
    from dateline.reading.event_tables import coded_rows, event_table_in

    if event_table_in(table) is None:
        raise BadInput(f"{table} is no event table of UCDP GED, ACLED or GTD layout")
    pipeline = open_pipeline(settings_of(ctx))
    counts: Counter[str] = Counter()
    found: dict[Agreement, list[Compared]] = {agreement: [] for agreement in Agreement}
    rows = (row for number, row in enumerate(coded_rows(table)) if limit is None or number < limit)
    for one in compare(pipeline, (row for row in rows if not isinstance(row, UnreadableReport)), counts):
        found[one.agreement].append(one)
    named = sum(map(len, found.values()))
    print(f"{counts['rows']:,} rows, {counts['headlines']:,} with a headline and a point, {named:,} of which name the coded place")
    if not named:
        return
    reached = sum(len(some) for agreement, some in found.items() if agreement.found)
    print(f"place found within 25 km: {reached / named:.1%}")
    for agreement, some in found.items():
        print(f"  {len(some):>7,}  {len(some) / named:6.1%}  {agreement.value}")
        if agreement is Agreement.PLACED:
            continue
        for one in some[:misses]:
            far = "" if one.km is None else f", {one.km:,.0f} km off"
            print(f"           {one_line(one.row.place, 30)} ({one_line(one.row.country, 20)}{far}): {one_line(one.row.words, 90)}")
