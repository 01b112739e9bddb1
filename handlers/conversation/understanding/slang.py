"""The small words of both languages, and how people shorten and colour them in chats."""

from __future__ import annotations

from handlers.conversation.slots.words import listed
from storage.values import Language

SAID_FOR = {
    "saya": "gw gue gua gwe aku sy sya aq",
    "kamu": "lo lu elu elo km kmu",
    "tidak": "ga gak gk nggak ngga enggak engga tdk tak kagak ndak",
    "belum": "blm blom belom",
    "sudah": "udah udh sdh dah",
    "bagaimana": "gimana gmn gmna bgmn",
    "kenapa": "knp napa mengapa ngapa",
    "berapa": "brp brapa brpa",
    "kapan": "kpn",
    "tolong": "tlg tlng plis pliss",
    "please": "pls plz",
    "yang": "yg",
    "untuk": "utk bwt",
    "dengan": "dgn dg sama",
    "dari": "dr",
    "bisa": "bs bsa",
    "dapat": "dpt dapet",
    "lihat": "liat liatin ngeliat",
    "lagi": "lg",
    "sekarang": "skrg skrng skr",
    "pakai": "pake",
    "sampai": "sampe ampe nyampe",
    "habis": "abis",
    "hitungan": "itungan",
    "menghitung": "ngitung ngitungnya",
    "tampilkan": "tampilin",
    "bikinkan": "bikinin",
    "bikin": "buatkan buatin",
    "ingin": "pengen pengin pgn kepengen",
    "minta": "mnta",
    "saja": "aja aj ajah",
    "terima kasih": "makasih makasi mksh trims tengkyu tq thx thanks ty",
    "tanggal": "tgl",
    "bulan": "bln",
    "tahun": "thn",
    "orang": "org",
    "uang": "duit",
    "kalau": "kalo klo kl klau",
    "karena": "krn karna",
    "begitu": "gitu gt",
    "begini": "gini",
    "cek": "check ngecek cekin",
    "bicara": "ngomong ngobrol",
    "you": "u",
    "your": "ur",
    "want to": "wanna",
    "give me": "gimme",
    "let me": "lemme",
    "going to": "gonna",
    "what is": "what's whats",
    "how is": "how's hows",
    "i am": "i'm im",
    "i have": "i've ive",
    "i would": "i'd",
    "cannot": "can't cant",
    "do not": "don't dont",
}
STANDS_FOR = {short: full for full, shorts in SAID_FOR.items() for short in shorts.split()}
#: They colour a sentence and mean nothing for what is asked.
COLOUR = listed(
    "dong donk sih ya yah deh nih tuh lah kan banget bgt banged loh lho nya please tolong"
    " mohon mas mbak pak bu bang kak min gan bro sis guys just hey"
)
#: Words that end in -in without being slang for -kan, as *daftarin* is.
PLAIN_IN = listed(
    "kemarin senin mungkin admin login plugin yakin izin ijin rajin margin poin koin ingin"
    " lain main selain pemimpin menjamin penjamin join again within begin cousin robin"
)
#: Said before or after a request, and no request themselves.
COURTESIES = listed(
    "hai halo hallo helo hello hi hey pagi siang sore malam selamat good morning afternoon"
    " evening mitra bot tim team kak min pak bu mas mbak terima kasih makasih thanks thank you"
    " thx tolong please pls permisi maaf sorry ok oke okay baik siap sip ya dong dulu"
    " sebelumnya bro assalamualaikum so also juga then lalu terus oh eh um btw kakak makasi mksh"
    " ty tq trims permisi dear hallo halooo sis gan bos boss lagi yaa yah cheers kindly regards"
)
#: Those that thank come after a request.
GREETINGS = COURTESIES - listed("terima kasih makasih thanks thank thx you")
#: They say little of what is wanted, and much about the language.
SMALL_WORDS = {
    Language.EN: (
        "a an the i me my mine we our us you your he she they their it is are was be am do"
        " does did have has had can could will would should may what which who whom when where"
        " why how of in on at for from to with and or but not no this that these those there"
        " here please new next last if by about than into any much many all as up out need want"
        " show tell give get thanks thank hello today tomorrow week month year expire"
        " register million"
    ),
    Language.ID: (
        "yang dan di ke dari untuk dengan pada ini itu saya aku gue gw kami kita kamu anda dia"
        " mereka apa apakah siapa kapan mana kenapa mengapa bagaimana gimana berapa brp tidak"
        " nggak ga gak bukan belum sudah udah akan bisa dapat mau ingin tolong dong sih ya yah"
        " deh nih lah kok juga atau tapi karena kalau kalo jika saja aja ada adalah hari besok"
        " kemarin minggu bulan tahun lagi semua baru lama masih harus boleh jangan terima kasih"
        " makasih lihat buat daftar daftarkan daftarin punya nilai jumlah orang seperti sampai"
        " sebelum"
    ),
}
#: Said alone they answer something, and ask for nothing.
ANSWERS = listed(
    "ok oke okay ya baik siap sip please tolong dulu so then terus lalu oh eh um yaa yah iya iyah"
    " yes yep yup no nope tidak nggak gak ga enggak bukan lanjut lanjutkan lanjutin next boleh"
    " mantap sure fine good great gas gaskan okey okeh hmm hm wah wow noted right benar betul"
    " itu ini it that aja saja deh kok dong continue go ahead"
)
#: No names, whatever letter they begin with.
COMMON = COURTESIES.union(*(words.split() for words in SMALL_WORDS.values()))
