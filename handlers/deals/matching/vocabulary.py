"""What words of company names mean: abbreviations, translations, places, and common words."""

from __future__ import annotations

#: Written → words; one that may mean several things stands in `EITHER`.
SPELT_OUT = {
    "jatim": "jawa timur",
    "jabar": "jawa barat",
    "jateng": "jawa tengah",
    "sumut": "sumatera utara",
    "sumbar": "sumatera barat",
    "sumsel": "sumatera selatan",
    "kaltim": "kalimantan timur",
    "kalsel": "kalimantan selatan",
    "sulsel": "sulawesi selatan",
    "kalbar": "kalimantan barat",
    "kalteng": "kalimantan tengah",
    "sulut": "sulawesi utara",
    "rs": "rumah sakit",
    "bpd": "bank pembangunan daerah",
    "jkt": "jakarta",
    "sby": "surabaya",
    "bdg": "bandung",
    "diy": "yogyakarta",
    "jogja": "yogyakarta",
    "uk": "united kingdom",
    "usa": "united states",
    "us": "united states",
}
#: Words of one meaning; the first is how they are compared. `!` marks an abbreviation.
_SAME = """
international !intl internasional internacional internazionale internationale !internat
indonesia !indo !idn
industry industries industri industrie industria !inds industrial industrials
technology technologies teknologi technologie tecnologia !tech !tek !technol
nusantara !nus !nst
brothers !bros gebruder !gebr hermanos !hnos fratelli !flli freres
compagnie !cie
associated !assd
manufacturing !mfg !manuf manufaktur manufacture
national nasional !natl nacional nazionale
central sentral centrale zentral !ctl
association asosiasi !assn !assoc associates
service services !svc !svcs servis servicios
management manajemen !mgmt !mgt
department !dept
development !dev !devt
engineering !eng !engr !engg rekayasa
finance financial !fin finansial finans
insurance asuransi assuransi !ins versicherung versicherungen assurance seguros assicurazioni
securities sekuritas !sec !secs
pharma farma pharmaceutical pharmaceuticals farmasi !pharm
chemical chemicals kimia chemie
electronic electronics elektronik !elec !electr
electric listrik electrical elektrik
communication communications komunikasi !comm !comms
telecommunication telecommunications telekomunikasi !telecom !telekom !telco telecoms
university universitas universitat universite universidad universita !univ
hospital !hosp
saint sankt !st
center centre !ctr
product products produk !prod
trading !trdg !trd perdagangan
distribution distributor distributors distribusi !dist !distr
system systems sistem !sys
solution solutions solusi !sol
construction konstruksi !constr !const
enterprise enterprises !entp
equipment !eqpt !equip
general !gen
food foods
resource resources
transport transportation transportasi !transp
logistic logistics logistik
property properties properti !prop
energy energi energie energia
motor motors
hotel hotels
investment investments investasi !inv !invest
consulting consultant consultants konsultan consultancy !cons
shipping pelayaran
airline airlines
mining pertambangan
plantation plantations perkebunan
laboratory laboratories !lab !labs
textile textiles tekstil
bank banca banque banco
foundation yayasan stiftung fondation !yay
cooperative koperasi !kop !kopr
medical medika medis
global !glb
pacific pasifik !pac
building bangunan !bldg
steel baja
cement semen
furniture mebel meubel
school sekolah
supply supplies
research riset
marketing !mktg
advertising !adv
material materials
artha arta
rejeki rezeki
anugerah anugrah
dharma darma
samudera samudra
mulia mulya
sumatera sumatra
holding holdings !hldg !hldgs
group grup groupe gruppe gruppo grupo !grp
"""
#: Either reading of these is good.
EITHER = {
    "ind": ("indonesia", "industry"),
    "sent": ("sentosa", "sentral"),
    "com": ("communication", "commercial"),
    "ent": ("enterprise", "entertainment"),
    "res": ("resource", "research"),
    "nas": ("national",),
    "mand": ("mandiri",),
    "sej": ("sejahtera",),
    "gbr": ("brothers",),
    "utm": ("utama",),
}
NUMBERS = {
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "vi": "6",
    "vii": "7",
    "viii": "8",
    "ix": "9",
    "xi": "11",
    "xii": "12",
    "xiii": "13",
    "xiv": "14",
    "1st": "1",
    "2nd": "2",
    "3rd": "3",
    "satu": "1",
    "dua": "2",
    "tiga": "3",
    "empat": "4",
    "lima": "5",
    "enam": "6",
    "tujuh": "7",
    "delapan": "8",
    "sembilan": "9",
    "sepuluh": "10",
    "kedua": "2",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
    "first": "1",
    "second": "2",
    "third": "3",
    "pertama": "1",
    "ketiga": "3",
}


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Say nothing, between words or before them.
LITTLE = _set(
    """
dan und et y e och og en i ja the of for de du des der del della di von
"""
)
#: A name with it may be a company beside the one without it.
SOFT = _set(
    """
group grup groupe gruppe gruppo grupo holding holdings perum koperasi cooperative foundation
pusat kantor head office indonesia
"""
)
BRANCHES = _set(
    """
cabang kcp kcu unit branch filiale succursale niederlassung
"""
)
COUNTRIES = {
    "ID": "indonesia",
    "MY": "malaysia",
    "SG": "singapore",
    "IN": "india",
    "JP": "japan",
    "AU": "australia",
    "DE": "germany",
    "FR": "france",
    "NL": "netherlands",
    "CN": "china",
    "GB": "united kingdom",
    "US": "united states",
    "TH": "thailand",
    "VN": "vietnam",
    "PH": "philippines",
    "KR": "korea",
    "IT": "italy",
    "ES": "spain",
    "AT": "austria",
    "CH": "switzerland",
    "SE": "sweden",
    "PL": "poland",
    "HK": "hong kong",
    "TW": "taiwan",
    "deutschland": "germany",
    "osterreich": "austria",
    "schweiz": "switzerland",
    "italia": "italy",
    "espana": "spain",
    "polska": "poland",
    "nederland": "netherlands",
    "singapura": "singapore",
    "jepang": "japan",
    "nippon": "japan",
    "america": "united states",
    "sverige": "sweden",
    "belgium": "belgium",
    "canada": "canada",
    "brasil": "brazil",
    "brazil": "brazil",
    "mexico": "mexico",
    "europe": "europe",
    "asia": "asia",
    "danmark": "denmark",
    "norge": "norway",
    "suomi": "finland",
    "turkey": "turkey",
}
PLACES = _set(
    """
iran iraq ireland iceland australia austria slovakia slovenia niger nigeria georgia
jakarta surabaya bandung medan semarang makassar palembang denpasar bali yogyakarta solo malang
bogor bekasi depok tangerang batam padang pekanbaru balikpapan samarinda manado lampung aceh
banten riau jambi bengkulu papua maluku jawa java sumatera sumatra kalimantan borneo sulawesi
lombok cirebon karawang cikarang gresik timur barat utara selatan tengah east west north south
london paris berlin munich hamburg frankfurt vienna tokyo osaka delhi mumbai chennai sydney
melbourne perth penang johor selangor boston chicago texas york
"""
)
#: Everyday words of names, each a word of its own: one is not a slip of the pen for another.
EVERYDAY = _set(
    """
abadi adi agro agri agung aji alam alfa alpha alba aman amal aneka anugerah anugrah arta artha
asri astra astro bahagia bakti bhakti bangun bank baru baja batu beta bersama berkah berkat bina
bintang buana bukit bumi cahaya cemerlang cipta citra daya delta dharma darma dinamika duta eka
elang emas fajar gajah garuda gemilang gema graha gunung guna harapan harum hasil hati hijau
hidup indah inti intan internusa jasa jati jaya kapuas karya kaya kencana kita kota kreasi laju
laut lautan lestari logam lintas maha mahkota maju makmur mandala mandiri mas mega mekar merah
merdeka meta mitra mulia mulya muda multi murni nirwana niaga nusa optima pacific padi paramita
perdana perkasa permata pratama prima pura purnama putra putri putih raja rakyat raya rejeki
rezeki roda sakti samudera samudra santosa sarana sari satria sawit sejahtera sejati selaras
sentosa sentra sentral setia sinar sukses sumber surya swadaya tani tata teknik tirta tri trans
tunas tunggal usaha utama wahana wana warna wijaya wira yasa air auto blue bell best beer
capital care cargo cash city clean clear coal cable core data dairy deep east farm fast field
fine fire first flex foot ford form fresh gold good grand grain great green hill home house iron
lake land lane life light line link lion living long loan main mark market mart master meal meat
metro mill mind mine modern moon mount music nation net new nova ocean oil one open optic orange
paper park peak pet pine plant play point port power press prime pro pure quality radio rail
rain rent rich ring river road rock rose royal safe sand sea seed ship shop silver sky smart
snow soft solar sound space spring star state steel stone storm sun super swift team tele terra
test time tire tool top total tour town toy trade trail train travel tree trust turbo union
unity urban valley value vision vista visa wall water wave well white wild wind wine wing wire
wood work world young inter intel media medic mobil mobile motel model sarana savana tower towel
toner towing black brown yellow red pink agricultural agriculture aviation asset digital design
dental education electro fashion film fund gas health healthcare heavy housing leasing life
maritime marine mineral nuclear optical packaging petro petrol petroleum pipe plastic polymer
ports real retail rubber sport sports studio sugar tax tobacco video wheel yarn
"""
)


def _meanings() -> tuple[dict[str, str], frozenset[str]]:
    meaning: dict[str, str] = {}
    short: set[str] = set()
    for line in _SAME.strip().splitlines():
        words = line.split()
        for word in words:
            plain = word.lstrip("!")
            meaning.setdefault(plain, words[0])
            if word != plain:
                short.add(plain)
    return meaning, frozenset(short | EITHER.keys())


MEANING, SHORT = _meanings()
KNOWN = EVERYDAY | PLACES | SOFT | COUNTRIES.keys() | frozenset(COUNTRIES.values())
KNOWN |= MEANING.keys() - SHORT
