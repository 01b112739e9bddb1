"""Other names of one company: acronyms that everybody uses, and pairs that were learned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from handlers.deals.matching.names import parsed

#: Names of one company in a line; the first is its shortest.
TABLE = """
BRI | Bank Rakyat Indonesia | Bank BRI
BCA | Bank Central Asia | Bank BCA
BNI | Bank Negara Indonesia | Bank BNI | BNI 46 | Bank Negara Indonesia 1946
BTN | Bank Tabungan Negara | Bank BTN
BSI | Bank Syariah Indonesia | Bank BSI
BTPN | Bank Tabungan Pensiunan Nasional | Bank BTPN
BJB | Bank Jabar Banten | Bank BJB | Bank Pembangunan Daerah Jawa Barat dan Banten
Telkom | Telekomunikasi Indonesia | Telkom Indonesia
Telkomsel | Telekomunikasi Selular
PLN | Perusahaan Listrik Negara
PGN | Perusahaan Gas Negara
KAI | Kereta Api Indonesia
Antam | Aneka Tambang
WIKA | Wijaya Karya
Pelni | Pelayaran Nasional Indonesia
Pelindo | Pelabuhan Indonesia
PTPN | Perkebunan Nusantara
Inalum | Indonesia Asahan Aluminium
XL | XL Axiata
Garuda | Garuda Indonesia | Garuda Indonesia Airways
HM Sampoerna | Hanjaya Mandala Sampoerna
Sido Muncul | Industri Jamu dan Farmasi Sido Muncul
Alfamart | Sumber Alfaria Trijaya
Indomaret | Indomarco Prismatama
GoTo | GoTo Gojek Tokopedia
MNC | Media Nusantara Citra
RCTI | Rajawali Citra Televisi Indonesia
SCTV | Surya Citra Televisi
Pupuk Kaltim | Pupuk Kalimantan Timur
Pusri | Pupuk Sriwidjaja
PAL | Penataran Angkatan Laut
Peruri | Percetakan Uang Republik Indonesia
Taspen | Tabungan dan Asuransi Pegawai Negeri
Jamsostek | Jaminan Sosial Tenaga Kerja
Hutchison 3 Indonesia | Tri Indonesia
UGM | Universitas Gadjah Mada
ITB | Institut Teknologi Bandung
IPB | Institut Pertanian Bogor
ITS | Institut Teknologi Sepuluh Nopember
Bulog | Badan Urusan Logistik
Emtek | Elang Mahkota Teknologi
Sritex | Sri Rejeki Isman
Indocement | Indocement Tunggal Prakarsa
BSD | Bumi Serpong Damai
SMART | Sinar Mas Agro Resources and Technology
Tjiwi Kimia | Pabrik Kertas Tjiwi Kimia
Jababeka | Kawasan Industri Jababeka
Summarecon | Summarecon Agung
Alfamidi | Midi Utama Indonesia
Traveloka | Trinusa Travelindo
Gojek | Aplikasi Karya Anak Bangsa
ASDP | Angkutan Sungai Danau dan Penyeberangan | ASDP Indonesia Ferry
Pindad | Perindustrian Angkatan Darat
IBM | International Business Machines
GE | General Electric
GM | General Motors
VW | Volkswagen
BMW | Bayerische Motoren Werke
HP | Hewlett Packard
HPE | Hewlett Packard Enterprise
SAP | Systemanalyse Programmentwicklung
PwC | PricewaterhouseCoopers | Price Waterhouse Coopers
EY | Ernst & Young
BCG | Boston Consulting Group
P&G | Procter & Gamble
J&J | Johnson & Johnson
H&M | Hennes & Mauritz
AT&T | American Telephone and Telegraph
3M | Minnesota Mining and Manufacturing
UPS | United Parcel Service
FedEx | Federal Express
AWS | Amazon Web Services
AMD | Advanced Micro Devices
TI | Texas Instruments
GSK | GlaxoSmithKline
AIG | American International Group
Amex | American Express
BofA | Bank of America
JPMorgan | JPMorgan Chase | JP Morgan Chase
HSBC | Hongkong and Shanghai Banking
UOB | United Overseas Bank
OCBC | Oversea-Chinese Banking
DBS | Development Bank of Singapore | DBS Bank
SIA | Singapore Airlines
TNB | Tenaga Nasional
Maybank | Malayan Banking
SBI | State Bank of India
TCS | Tata Consultancy Services
LIC | Life Insurance Corporation of India
ONGC | Oil and Natural Gas Corporation
L&T | Larsen & Toubro
M&M | Mahindra & Mahindra
HAL | Hindustan Aeronautics
ANZ | Australia and New Zealand Banking Group
NAB | National Australia Bank
CBA | Commonwealth Bank of Australia | Commonwealth Bank
TSMC | Taiwan Semiconductor Manufacturing
NTT | Nippon Telegraph and Telephone
NEC | Nippon Electric
MUFG | Mitsubishi UFJ Financial Group
SMFG | Sumitomo Mitsui Financial Group
SMBC | Sumitomo Mitsui Banking
ANA | All Nippon Airways
JAL | Japan Airlines
BP | British Petroleum
BT | British Telecommunications | British Telecom
BA | British Airways
LSE | London Stock Exchange
EDF | Electricite de France
SNCF | Societe Nationale des Chemins de fer Francais
ENI | Ente Nazionale Idrocarburi
Fiat | Fabbrica Italiana Automobili Torino
KLM | Koninklijke Luchtvaart Maatschappij
DB | Deutsche Bahn
Munich Re | Münchener Rück | Münchener Rückversicherungs-Gesellschaft
BASF | Badische Anilin und Soda Fabrik
RWE | Rheinisch Westfälisches Elektrizitätswerk
LG | Lucky Goldstar
Toyota Motor | トヨタ自動車
Honda Motor | 本田技研工業
Nissan Motor | 日産自動車
Hitachi | 日立製作所
Toshiba | 東芝
Mitsubishi | 三菱商事
Huawei | 华为 | 華為
Alibaba | 阿里巴巴
Tencent | 腾讯
Samsung Electronics | 삼성전자
Hyundai Motor | 현대자동차
"""
Phrase = tuple[str, ...]
SHORTEST, LONGEST = 3, 6  #: letters of an acronym that is derived
LONGEST_NAME = 8  #: words


@dataclass(frozen=True, slots=True)
class Aliases:
    """By a name run together, the words that all names of that company are read as."""

    names: Mapping[str, Phrase]
    groups: Mapping[Phrase, tuple[Phrase, ...]]

    @classmethod
    def of(cls, groups_of: Iterable[Iterable[str]]) -> Aliases:
        """Of names that mean one company, group by group."""
        names: dict[str, Phrase] = {}
        groups: dict[Phrase, tuple[Phrase, ...]] = {}
        for group in groups_of:
            phrases = tuple(parsed(name)[0].words for name in group if parsed(name)[0].words)
            joined = ["".join(phrase) for phrase in phrases]
            known = next((names[each] for each in joined if each in names), phrases[0])
            names.update(dict.fromkeys(joined, known))
            groups[known] = (*groups.get(known, ()), *phrases)
        return cls(names, groups)

    def learned(self, pairs: Iterable[tuple[str, str]]) -> Aliases:
        """With pairs of names that somebody said are one company."""
        before = ([" ".join(phrase) for phrase in group] for group in self.groups.values())
        return Aliases.of([*before, *pairs])

    def read(self, words: Phrase) -> Phrase:
        """The words with every other name replaced, the longest first."""
        read: list[str] = []
        at = 0
        while at < len(words):
            phrase = self._at(words, at)
            read += self.names.get("".join(phrase), phrase)
            at += len(phrase)
        return tuple(read)

    def others(self, words: Phrase) -> tuple[Phrase, ...]:
        """All names of a company that is called so, as words."""
        known = self.names.get("".join(words))
        return self.groups.get(known, ()) if known else ()

    def knows(self, word: str) -> bool:
        """Is it a short name of a company that we know?"""
        return self.names.get(word) == (word,)

    def _at(self, words: Phrase, at: int) -> Phrase:
        longest = min(len(words) - at, LONGEST_NAME)
        parts = (words[at : at + length] for length in range(longest, 0, -1))
        return next((part for part in parts if "".join(part) in self.names), words[at : at + 1])


def acronym_of(word: str, words: Phrase) -> bool:
    """Are these the first letters of the words, as in *ADHI* or *BCA*?"""
    initials = "".join(each[0] for each in words)
    return SHORTEST <= len(word) <= LONGEST and word == initials


KNOWN_ALIASES = Aliases.of(
    [name.strip() for name in line.split("|")] for line in TABLE.strip().splitlines()
)
