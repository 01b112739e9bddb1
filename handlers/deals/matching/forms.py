"""How a company says what it is in law, before or after its name (ISO 20275, shortened)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

#: The forms that claims on customers are stored without; a change would orphan stored claims.
BEFORE = frozenset({"pt", "cv", "ud", "fa", "firma", "pd", "perseroan terbatas"})
AFTER = frozenset(
    {
        *("tbk", "persero", "terbuka", "perseroan terbatas", "pt", "cv", "ud"),
        *("ltd", "limited", "llc", "llp", "lp", "plc", "inc", "incorporated", "corp"),
        *("corporation", "company", "co", "pty", "pte", "bhd", "sdn", "sdn bhd"),
        *("gmbh", "ag", "kg", "ohg", "ug", "se", "sa", "sas", "sarl", "srl", "sl", "spa", "sro"),
        *("bv", "nv", "oy", "oyj", "ab", "as", "asa", "aps", "kft", "doo", "spzoo", "sp z oo"),
        *("gmbh dan co", "gmbh dan co kg"),
    }
)
#: By country, for comparing; a form that follows another is taken off in turn.
BY_COUNTRY = {
    "ID": "pma|pmdn|terbatas|perseroan|perum|perumda|fa|firma|pd|perseroda|persero|"
    "perseroan terbuka|perseroan publik|perusahaan perseroan|persekutuan perdata|"
    "perusahaan umum|perusahaan daerah|usaha dagang|commanditaire vennootschap",
    "US UK IE": "lllp|pc|pllc|pbc|na|cic|dac|clg|uc|unlimited|cpt|public limited company|"
    "limited liability company|limited liability partnership|limited partnership",
    "SG MY IN AU": "berhad|plt|private|pvt|opc|proprietary|nl|sendirian berhad|pvtltd",
    "JP CN KR TH VN": "kk|gk|yk|kabushiki kaisha|kabushiki gaisha|godo kaisha|yugen kaisha|"
    "pcl|public company limited|jsc|tnhh|jusik hoesa|coltd",
    "DE AT CH": "gesmbh|mbh|kgaa|gbr|ggmbh|og|eg|ev|ek|eu|partg|kommanditgesellschaft|"
    "aktiengesellschaft|gesellschaft mit beschrankter haftung|haftungsbeschrankt|"
    "ag dan co|ag dan co kg|ag dan co kgaa|se dan co kgaa|se dan co kg|dan co kg|dan co",
    "FR BE LU": "sasu|eurl|snc|sca|scs|scop|sci|scrl|sprl|bvba|cvba|scsp|secs|"
    "societe anonyme|societe par actions simplifiee|societe a responsabilite limitee",
    "IT ES PT": "srls|sapa|scarl|scpa|slu|sau|sll|slne|lda|unipessoal|sgps|societa per azioni|"
    "societa a responsabilita limitata|sociedad anonima|sociedad limitada|sociedade anonima",
    "NL": "vof|ua|besloten vennootschap|naamloze vennootschap",
    "SE DK FI NO EE LV LT": "hb|kb|ky|ks|is|publ|osk|ou|sia|ik|uab|mb|vsi|amba|p s|"
    "aktiebolag|aktiebolaget|osakeyhtio|aktieselskab|anpartsselskab|aksjeselskap|ans",
    "PL CZ SK": "psa|spk|spj|sp k|sp j|sp z o o|zoo|sp|vos|ks|spol s ro|sroo|spolka akcyjna|"
    "spolka z ograniczona odpowiedzialnoscia|akciova spolecnost|s r o",
    "HU RO BG SI HR GR CY MT": "zrt|nyrt|rt|bt|kkt|pfa|ood|eood|ead|dd|jdoo|ae|epe|ike|oe",
    "RU UA TR BR MX AE": "ooo|oao|pao|zao|ao|tov|anonim sirketi|sti|ltda|eireli|sa de cv|"
    "sab de cv|s de rl de cv|fze|fzco|fzllc|pjsc|psc",
}
COMPARED = frozenset(form for forms in BY_COUNTRY.values() for form in forms.split("|"))
LATER = AFTER | COMPARED
EARLIER = BEFORE | frozenset(
    {
        *("pma", "pmdn", "persero", "perum", "perumda", "perseroda", "perusahaan perseroan"),
        *("perusahaan umum", "perusahaan daerah", "perseroan", "usaha dagang", "uab", "sia"),
        *("ab", "oy", "ooo", "oao", "pao", "zao", "ao", "tov", "sarl", "eurl", "sci", "tbk"),
        *("kabushiki kaisha", "kabushiki gaisha", "aktiebolaget", "societe anonyme"),
    }
)
#: Written in one with the name.
ATTACHED = (
    *("株式会社", "有限会社", "合同会社", "(株)", "㈱", "股份有限公司", "有限责任公司"),
    *("有限公司", "주식회사", "(주)"),
)
LONGEST_FORM = 6  #: words


def without(words: Sequence[str], before: Collection[str], after: Collection[str]) -> list[str]:
    """The words between the forms; the whole is never a form."""
    kept = list(words)
    while found := _form(kept, before, after):
        kept = kept[found[0] : len(kept) - found[1]]
    return kept


def _form(
    words: Sequence[str], before: Collection[str], after: Collection[str]
) -> tuple[int, int] | None:
    """How many words of a legal form stand before or after."""
    for length in range(min(LONGEST_FORM, len(words) - 1), 0, -1):
        if " ".join(words[:length]) in before:
            return length, 0
        if " ".join(words[-length:]) in after:
            return 0, length
    return None
