"""A small scheme whose every score can be counted by hand, and an assessment by it."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from app.certification.assessments import actions as assessments
from app.certification.schemes import actions, checking, yaml_file
from app.certification.schemes.rules import SchemeContent
from app.core import attachment
from app.core.change import Changes
from app.core.store import Store
from app.services import actions as services

DAY = date(2026, 11, 23)
MINI = """\
key: mini
version: "1"
name: {fi: Pieni, en: Small}
summary: {fi: Kokeeksi, en: To try}
subject: service
certificate: yes
pass_percent: 80
partly_percent: 50
peer_months: 24
valid_months: 24
certificate_level: upper
levels:
  - key: lower
    name: {fi: Alempi, en: Lower}
  - key: upper
    name: {fi: Ylempi, en: Upper}
groups:
  - key: first
    name: {fi: Ensin, en: First}
    criteria:
      - key: staff
        text: {fi: Onko väkeä?, en: Is there staff?}
        level: question
      - key: plan
        text: {fi: Suunnitelma on, en: There is a plan}
        weight: 5
      - key: training
        text: {fi: Väki on koulutettu, en: Staff is trained}
        weight: 3
        applies_when: staff=yes|partly
  - key: second
    name: {fi: Sitten, en: Then}
    criteria:
      - key: leaflet
        text: {fi: Esite on, en: There is a leaflet}
        level: recommended
        weight: 2
      - key: figures
        text: {fi: Lukuja seurataan, en: Figures are followed}
        target: upper
"""
ALL = ("staff", "plan", "training", "leaflet", "figures")


def read(text: str) -> SchemeContent:
    """The scheme that a YAML text holds."""
    return checking.checked(yaml_file.read(text, "a.yaml"), "a.yaml")


def mini(version: str = "1", *changes: tuple[str, str]) -> SchemeContent:
    """The small scheme, with some of its text put otherwise."""
    text = MINI.replace('version: "1"', f'version: "{version}"')
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return read(text)


def service(store: Store) -> str:
    """A finished service, productised."""
    return store.write(lambda s: services.add_example(s, DAY)).result


def keep(store: Store, content: SchemeContent) -> str:
    """Keep a version of a scheme."""
    return store.write(lambda s: actions.add(s, content)).result


def begun(store: Store, product: str | None, **values: Any) -> str:
    """An open assessment of a service by the small scheme."""
    given = {"scheme_key": "mini", "service_id": product, "target": "upper", **values}
    return store.write(lambda s: assessments.begin(s, given)).result


def answer(store: Store, assessment_id: str, answers: Mapping[str, Any]) -> None:
    """Answer criteria, one write each."""
    for key, said in answers.items():
        values = {"answer": said} if isinstance(said, str) else said
        store.write(lambda s, k=key, v=values: assessments.answer(s, assessment_id, k, v))


def frozen(
    store: Store, service_id: str | None, answers: Mapping[str, Any] | None = None, **values: Any
) -> str:
    """A frozen assessment, all yes where nothing else is said."""
    made = begun(store, service_id, **values)
    answer(store, made, {**dict.fromkeys(ALL, "yes"), **(answers or {})})
    store.write(lambda s: assessments.freeze(s, made))
    return made


def peer(store: Store, service_id: str | None, **values: Any) -> str:
    """A frozen peer review."""
    return frozen(store, service_id, manner="peer", assessor="Naapuri", **values)


def evidence(store: Store, assessment_id: str, key: str = "plan", **values: Any) -> str:
    """A new piece of evidence of a criterion, with a file."""

    def add(session: Any) -> Changes:
        given = {"name": "Pöytäkirja", "speaks_of": DAY, **values}
        done = assessments.add_evidence(session, assessment_id, key, given)
        found = assessments.answer_to(session, assessment_id, key)
        made = found.evidence[-1]["evidence_id"]
        attachment.attach_bytes(session, made, "p.txt", b"sisus")
        return Changes(done.words, made)

    return store.write(add).result


def saved(path: Path, text: str) -> Path:
    """A file with a text."""
    path.write_text(text, encoding="utf-8")
    return path
