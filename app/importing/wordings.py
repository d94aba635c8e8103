"""Words that people write in the cells of a table of delegations, and what they mean here."""

from app.importing.fields import LANGUAGES
from app.importing.headings import plain

CATEGORY_WORDS = {
    "state_party": "state party|states parties|party|member|member state|etat partie|etat membre|estado parte|"
                   "estado miembro|государство участник|缔约国|دولة طرف",
    "state_not_party": "state not party|states not party|state non party|non party|not party|non state party|"
                       "non member state|observer state|etat non partie|etat observateur|estado no parte|"
                       "estado observador|государство не участник|非缔约国|دولة غير طرف",
    "international_organization": "international organization|international organisation|io|igo|"
                                  "intergovernmental organization|organisation internationale|"
                                  "organizacion internacional|un agency|united nations|международная организация|"
                                  "国际组织|منظمة دولية",
    "ngo": "ngo|ngos|non governmental organization|non governmental organisation|civil society|ong|"
           "organisation non gouvernementale|organizacion no gubernamental|societe civile|sociedad civil|нпо|"
           "非政府组织|منظمة غير حكومية",
    "other": "other|others|autre|otro|другие|其他|أخرى",
}
CATEGORY_OF = {plain(word): name for name, words in CATEGORY_WORDS.items() for word in (name, *words.split("|"))}
AS_BEFORE = {plain(word) for word in ("State", "États", "État", "Estado", "государство", "国家", "دولة")}
OBSERVERS = {plain(word) for word in ("Observer", "Observateur", "Observador", "наблюдатель", "观察员", "مراقب")}
LANGUAGE_WORDS = {
    "ar": "arabic|arabe|العربية|арабский|阿拉伯文", "zh": "chinese|chinois|chino|中文|китайский|الصينية",
    "en": "english|anglais|ingles|английский|英文|الإنكليزية",
    "fr": "french|francais|frances|французский|法文|الفرنسية",
    "ru": "russian|russe|ruso|русский|俄文|الروسية", "es": "spanish|espagnol|espanol|испанский|西班牙文|الإسبانية",
}
LANGUAGE_OF = {plain(word): name for name, words in LANGUAGE_WORDS.items() for word in (name, *words.split("|"))}
YES = {plain(word) for word in ("yes", "y", "x", "true", "1", "oui", "sí", "да", "是", "نعم")}
NO = {plain(word) for word in ("no", "n", "false", "0", "non", "нет", "否", "لا")}


def category_said(words: str, before: str | None) -> str | None:
    """`before`: the category that the delegation has or would have; None: the words mean none.

    An observer is a State that is no party; of others the word tells nothing.
    """
    said = plain(words)
    if said in AS_BEFORE:
        return before if before in ("state_party", "state_not_party") else None
    if said in OBSERVERS:
        return "state_not_party" if before in ("state_party", "state_not_party") else before or "other"
    return CATEGORY_OF.get(said)


def language_said(words: str) -> str | None:
    return words if words in LANGUAGES else LANGUAGE_OF.get(plain(words))


def yes_said(words: str) -> bool | None:
    """None: neither yes nor no."""
    said = plain(words) or words.strip()
    return True if said in YES or said in ("✓", "✔") else False if said in NO else None
