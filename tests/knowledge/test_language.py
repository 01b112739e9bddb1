"""The language of a text is told by its little words, and by a model where they say too little."""

from __future__ import annotations

import subprocess
import sys

import pytest

from knowledge.language import LANGUAGES, language_of


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "How long does the warranty last?"),
        ("en", "price list"),
        ("en", "Send the form to your channel manager within thirty days."),
        ("en", "Product: Pro · Price: 10\nProduct: Max · Price: 20"),
        ("id", "Berapa lama garansinya?"),
        ("id", "harga CloudSuite Pro brp sih"),
        ("id", "tolong cek deal registration yang masih pending dong"),
        ("id", "Kirim formulir ke manajer kanal paling lambat tiga puluh hari."),
        ("id", "Saya nak tahu berapa lama tempoh jaminan barang ini"),
        ("id", "Aku arep takon kepiye carane ndaftar dadi mitra anyar"),
        ("de", "Wie lange gilt die Garantie für dieses Gerät?"),
        ("nl", "Hoe lang duurt de garantie op dit apparaat?"),
        ("fr", "Quelle est la durée de la garantie de cet appareil ?"),
        ("es", "¿Cuánto tiempo dura la garantía de este aparato?"),
        ("pt", "Quanto tempo dura a garantia deste aparelho e quem paga?"),
        ("it", "Quanto dura la garanzia di questo apparecchio?"),
        ("tr", "Bu cihazın garanti süresi ne kadar sürüyor?"),
        ("vi", "Thời gian bảo hành của thiết bị này là bao lâu?"),
        ("tl", "Gaano katagal ang garantiya ng produktong ito?"),
        ("th", "การรับประกันนานเท่าไหร่"),
        ("ja", "保証期間はどのくらいですか"),
        ("zh", "这个产品的保修期是多长时间"),
        ("ko", "이 제품의 보증 기간은 얼마나 되나요"),
        ("ar", "كم مدة الضمان على هذا الجهاز؟"),
        ("hi", "इस उपकरण की वारंटी कितने समय की है?"),
        ("ta", "இந்த சாதனத்தின் உத்தரவாதம் எவ்வளவு காலம்?"),
        ("ru", "Какой срок гарантии у этого устройства?"),
        ("en", ""),
        ("en", "12 345,67"),
        ("en", "?!"),
    ],
)
def test_a_language_is_told(language: str, text: str) -> None:
    assert language_of(text) == language


def test_every_language_that_is_told_is_documented() -> None:
    for text in ("x", "ą ę ć", "ελληνικά", "עברית", "𝔘𝔫𝔦", "a" * 10_000):
        assert language_of(text) in LANGUAGES


def test_little_words_need_no_model() -> None:
    program = (
        "import sys; from knowledge.language import language_of\n"
        "print(language_of('Apa yang harus saya kirim?'), language_of('What should I send?'))\n"
        "print('py3langid' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert ran.stdout.decode().split() == ["id", "en", "False"]
