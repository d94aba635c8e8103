"""Headings of columns as people write them, in the languages of the meeting."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

ITEM_HEADINGS: Mapping[str, str] = {
    "number": "number|no|nr|item|item no|agenda item|item number|n|numero|point|point de l ordre du jour|tema|punto|"
              "tema del programa|номер|пункт|пункт повестки дня|编号|序号|项目|议程项目|رقم|الرقم|البند|رقم البند",
    "title": "title|item title|subject|topic|titre|intitule|sujet|titulo|asunto|название|наименование|тема|标题|题目|"
             "العنوان|الموضوع",
    "short_title": "short title|short|titre abrege|titre court|titulo corto|titulo abreviado|краткое название|简称|"
                   "短标题|العنوان المختصر",
    "date": "date|day|jour|fecha|dia|дата|день|日期|التاريخ|اليوم",
    "start": "start|from|begin|begins|beginning|start time|starts|debut|de|heure de debut|inicio|comienzo|desde|"
             "hora de inicio|начало|с|время начала|开始|开始时间|البداية|من|وقت البدء",
    "end": "end|to|until|ends|end time|fin|a|heure de fin|termino|hasta|hora de fin|hora de termino|конец|окончание|"
           "по|время окончания|结束|结束时间|النهاية|إلى|وقت الانتهاء",
    "presiding": "presiding|chair|chairperson|president|presidence|presidencia|presidente|председатель|主席|主持|"
                 "الرئيس|الرئاسة",
    "committee": "committee|comite|commission|comision|комитет|委员会|اللجنة",
    "kind": "kind|type|genre|tipo|clase|вид|тип|类型|种类|النوع",
    "speaker_policy": "policy|speaker policy|speaker_policy|speakers|who speaks|regle|regime de parole|orateurs|reglas|"
                      "oradores|politica|порядок выступлений|ораторы|发言规则|发言者|قاعدة الكلام|المتكلمون",
    "default_limit_seconds": "limit|time limit|speaking time|limite|temps de parole|limite de tiempo|"
                             "tiempo de palabra|лимит|регламент|лимит времени|时限|发言时限|الحد الزمني|المهلة|"
                             "default_limit_seconds|limit seconds|limit s",
}
DELEGATION_HEADINGS: Mapping[str, str] = {
    "code": "code|iso|iso3|iso 3|alpha3|alpha 3|iso code|country code|abbreviation|code pays|sigle|codigo|sigla|"
            "codigo iso|код|代码|الرمز",
    "name": "name|name en|english|english name|country|state|delegation|organization|organisation|member|participant|"
            "state party|name of state|delegation name|country name|anglais|ingles|name english",
    "name_fr": "name fr|nom|nom fr|francais|french|french name|"
               "pays|etat|nom en francais|nom francais|name french|frances",
    "name_es": "name es|nombre|nombre es|espanol|spanish|spanish name|"
               "pais|estado|nombre en espanol|name spanish|espagnol",
    "name_ar": "name ar|arabic|arabic name|العربية|الاسم|الدولة|name arabic|arabe",
    "name_ru": "name ru|russian|russian name|название|страна|государство|русский|name russian|russe|ruso",
    "name_zh": "name zh|chinese|chinese name|名称|国家|中文|name chinese|chinois|chino",
    "category": "category|type|status|kind|categorie|statut|categoria|tipo|estatus|категория|статус|类别|الفئة",
    "language": "language|working language|preferred language|langue|idioma|lengua|язык|语言|اللغة",
    "regional_group": "regional group|region|group|groupe regional|groupe|grupo regional|grupo|региональная группа|"
                      "группа|区域组|المجموعة الإقليمية",
    "email": "email|e mail|mail|courriel|adresse electronique|"
             "correo|correo electronico|почта|电子邮件|البريد الإلكتروني",
    "alpha2": "alpha2|alpha 2|iso2|iso 2",
    "emblem": "emblem|embleme|emblema",
    "article5_obligations": "article5 obligations|article 5|article5|article 5 obligations|art 5|articulo 5",
    "victim_assistance": "victim assistance|va|assistance aux victimes|asistencia a las victimas",
}


def plain(heading: str) -> str:
    """Small letters without accents; whatever separates words is one blank; what stands in brackets is left out."""
    bare = re.sub(r"[(\[].*?[)\]]", " ", heading)
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", bare).casefold())
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(re.findall(r"[^\W_]+", letters))


def known_as(headings: Mapping[str, str]) -> dict[str, str]:
    """The field by each of its plain names."""
    return {plain(word): field for field, words in headings.items() for word in (field, *words.split("|"))}


def matched(header: Sequence[str], headings: Mapping[str, str]) -> dict[str, int]:
    """The column of each field that is found: an exact name goes before others, the first column before the next."""
    known = known_as(headings)
    found: dict[str, int] = {}
    for column, heading in enumerate(header):
        field = heading.strip().casefold()
        if field in headings:
            found.setdefault(field, column)
    for column, heading in enumerate(header):
        field = known.get(plain(heading)) or known.get(plain(re.sub("[0-9]{4}", "", heading))) or ""
        if field and column not in found.values():
            found.setdefault(field, column)
    return found
