from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.merging.deriving import derive
from dateline.merging.telling import Telling, normal_words
from dateline.storage.query import Query
from dateline.storage.safetext import escape, unescape
from dateline.storage.sql import open_store
from dateline.storage.words import words_in
from tests.strategies import any_account, any_text


@given(any_text)
def test_escaped_text_is_safe_and_comes_back(text):
    safe = escape(text)
    assert unescape(safe) == text
    assert "\x00" not in safe
    safe.encode()


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_plain_text_is_cut_into_the_words_that_any_other_text_is(text):
    """Text in ASCII goes another way, which must lead to the same words."""
    assert words_in(f"{text} \u00e9") == tuple(dict.fromkeys([*words_in(text), "e"]))
    assert normal_words(f"{text} \u00e9") == f"{normal_words(text)} \u00e9".strip()


@given(st.lists(any_account(), min_size=1, max_size=3, unique_by=lambda account: account.event.id))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_what_is_stored_comes_back(empty_store, accounts):
    accounts = list({account.report.id: account for account in accounts}.values())
    store = empty_store()
    for account in accounts:
        store.add(account.report, [account.event])
    store.close()
    store = open_store(store._engine.url.render_as_string(hide_password=False))
    for account in accounts:
        assert store.event(account.event.id) == account
        assert store.report(account.report.id) == account.report
        incident = store.incident(store.incident_of(account.event.id))
        if len(incident.event_ids) == 1:
            assert replace(incident, updated=None) == derive([Telling.of(account)])
    assert store.events(Query()).matched == len(accounts)
    assert store.check().faults == ()
    store.close()
