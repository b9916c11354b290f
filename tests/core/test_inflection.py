"""Forms of Finnish words are known as the same word, and words that only look alike mostly aren’t."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.inflection import are_same, finds, trunks
from app.core.words import words_of

SAME = """
    hoito hoidon hoidossa hoitoon hoitoja
    kotihoito kotihoidon kotihoitoa
    kylpy kylvyn kylpyyn kylpyjen
    apu avun avulla apuna
    tuki tuen tukea tukien
    lupa luvan luvat
    haku haun hakuun
    luku luvun lukujen
    ikä iän ikää
    aika ajan ajaksi
    koti kodin kotiin kotien kodeissa
    kunta kunnan kunnissa
    toiminta toiminnan toimintojen
    huolto huollon huoltoa
    ruoka ruoan ruokien
    jalka jalan jalkojen
    arki arjen arkeen
    matka matkan matkoille
    henki hengen henkien
    siivous siivouksen siivousta siivouksiin
    kuljetus kuljetuksen kuljetusten
    vanhus vanhuksen vanhusten vanhuksille
    vanhuus vanhuuden vanhuutta
    oikeus oikeuden oikeuksista
    asuminen asumisen asumista asumisessa
    ihminen ihmisten ihmisille
    lapsi lapsen lasta lasten lapsille
    nuori nuoren nuorten nuorille
    mies miehen miesten miehille
    poika pojan poikien
    vuosi vuoden vuotta vuosien
    asiakas asiakkaan asiakkaiden asiakasta
    opas oppaan oppaiden
    hanke hankkeen hanketta hankkeiden
    tarve tarpeen tarpeiden
    perhe perheen perheille
    palvelu palvelut palveluiden palveluja
    ryhmä ryhmän ryhmiä ryhmien
    työ työn työssä työtä
    puhelin puhelimen puhelimessa
    työtön työttömän työttömille
    ikääntynyt ikääntyneen ikääntyneille
    omaishoitaja omaishoitajien omaishoitajalle
    potilas potilaan potilaansa potilaallaan
"""
APART = """
    hoito/huolto kunta/kun joki/joensuu haku/hauki tila/tilaus tapa/tavoite kuva/kuuma lista/liitto kylä/kylpy
    apu/aamu tuki/tuomio koti/kota työ/yö lapsi/lasku vanhus/vanha perhe/peruna ruoka/ruori mies/mieli
    siivous/siipi palvelu/palvelin opas/opetus vuosi/vuori ikä/itä avustaja/avustus service/services care/cars
    hem/hen vård/vår
"""


@pytest.mark.parametrize("forms", [each.strip() for each in SAME.strip().splitlines()])
def test_forms_of_a_word_are_the_same(forms: str) -> None:
    base, *others = words_of(forms)
    assert [each for each in others if not are_same(base, each)] == []
    assert [each for each in others if not finds(each, base)] == []


def test_other_words_are_not() -> None:
    pairs = [words_of(pair) for pair in APART.split()]
    assert [pair for pair in pairs if are_same(*pair)] == []


ALL = sorted(set(words_of(f"{SAME} {APART}")))


@given(st.sampled_from(ALL), st.sampled_from(ALL))
def test_words_that_are_the_same_begin_alike(word: str, other: str) -> None:
    """Whoever looks for a word reads only those that begin with its trunks."""
    assert are_same(word, word)
    assert are_same(word, other) == are_same(other, word)
    if finds(word, other):
        assert any(other.startswith(trunk) for trunk in trunks(word))


@given(st.text(max_size=30))
def test_any_word_can_be_asked_for(text: str) -> None:
    for word in words_of(text):
        assert finds(word, word)
        assert all(trunks(word))
        assert any(word.startswith(trunk) for trunk in trunks(word))
