"""The words that files use for what they tell of a customer: English, German, French, Spanish,
Ukrainian and Russian."""

import re
import unicodedata
from functools import cache
from typing import get_args

from cashbeat.contracts.customer_import import CustomerImportField
from cashbeat.tabular.header import named_currency, words_of
from cashbeat.tabular.number import SYMBOLS

FIELDS: tuple[CustomerImportField, ...] = get_args(CustomerImportField)

TELLS: dict[str, str] = {
    "name": "what the customer is called",
    "external_id": "its name in another system",
    "email": "its e-mail address",
    "phone": "its phone number",
    "address": "its postal address",
    "outstanding_amount": "what it owes",
    "currency": "the currency of that",
    "due_date": "when it is due",
    "tags": "words to find it by",
    "agent_email": "the member who looks after it",
    "notes": "free text",
}
"""Field -> what it tells."""

_NAMES = {
    "name": """name|customer name|customer|client name|client|company name|company|full name
        |debtor name|debtor|account name|business name|organisation|organization|buyer name|buyer
        |payer name|payer|legal name|trading name|display name|contact name
        |kundenname|name des kunden|kunde|firmenname|firma|debitorenname|debitorname|debitor
        |unternehmen|schuldner|geschäftspartner|name kunde|vollständiger name
        |nom du client|nom client|nom|raison sociale|société|entreprise|débiteur|nom complet
        |nombre del cliente|nombre cliente|nombre|cliente|razón social|empresa|deudor
        |nombre completo
        |назва|ім'я|клієнт|назва клієнта|ім'я клієнта|компанія|боржник|контрагент|піб|покупець
        |імя|назва компанії|найменування|платник
        |имя|название|наименование|клиент|имя клиента|название клиента|компания|должник|фио
        |покупатель|плательщик""",
    "external_id": """external id|customer id|customer number|customer no|customer nr|customer code
        |customer ref|customer reference|client id|client number|client no|client code|debtor id
        |debtor number|debtor no|account number|account no|account id|account code|account|id
        |external reference|reference number|reference|ref|erp id|crm id|number|no|nr|code|key
        |identifier
        |kundennummer|kundennr|kunden nr|kunden no|kunden id|kdnr|kd nr|debitorennummer
        |debitornummer|debitorennr|debitoren nr|debitor nr|externe id|externe nummer|kundencode
        |kundenkonto|nummer|referenz
        |numéro client|numéro de client|n client|no client|code client|identifiant client
        |identifiant|référence client|référence|ref client|id client|numéro de compte|id externe
        |número de cliente|número cliente|nro cliente|n cliente|código de cliente|código cliente
        |código del cliente|id cliente|id del cliente|referencia|identificador|código|número
        |номер клієнта|код клієнта|ід клієнта|id клієнта|no клієнта|зовнішній ід|зовнішній код
        |ідентифікатор|код контрагента|особовий рахунок|номер рахунку клієнта|ід|код|номер
        |номер клиента|код клиента|ид клиента|id клиента|no клиента|внешний ид|внешний код
        |идентификатор|лицевой счёт|ид""",
    "email": """email|e mail|email address|e mail address|mail address|mail|customer email
        |customer e mail|billing email|billing e mail|invoice email|contact email|emails|e mails
        |email adresse|e mail adresse|emailadresse|mailadresse|mail adresse|kunden email
        |rechnungs email|elektronische post
        |courriel|adresse e mail|adresse mail|adresse électronique|mél|adresse courriel
        |correo electrónico|correo|dirección de correo|dirección de correo electrónico
        |email cliente|email del cliente
        |електронна пошта|ел пошта|е пошта|пошта|емейл|імейл|електронна адреса|email клієнта
        |адреса електронної пошти|e mail клієнта
        |электронная почта|эл почта|почта|емейл|имейл|адрес электронной почты|email клиента""",
    "phone": """phone|phone number|phone no|telephone|telephone number|telephone no|tel|tel no
        |mobile|mobile phone|mobile number|mobile no|cell|cell phone|cellphone|contact number
        |contact phone|customer phone|phones
        |telefon|telefonnummer|telefonnr|telefon nr|tel nr|handy|handynummer|mobil|mobilnummer
        |mobiltelefon|rufnummer|fon
        |téléphone|numéro de téléphone|n de téléphone|téléphone portable|tel portable|portable
        |teléfono|número de teléfono|teléfono móvil|tel móvil|móvil|celular
        |телефон|номер телефону|тел|мобільний|мобільний телефон|моб|моб телефон
        |контактний телефон
        |номер телефона|мобильный|мобильный телефон|контактный телефон""",
    "address": """address|postal address|mailing address|billing address|street address|full address
        |customer address|street
        |adresse|anschrift|postanschrift|rechnungsadresse|rechnungsanschrift|straße|postadresse
        |adresse postale|adresse de facturation|adresse du client
        |dirección|dirección postal|dirección de facturación|domicilio
        |адреса|поштова адреса|адреса клієнта
        |адрес|почтовый адрес|адрес клиента""",
    "outstanding_amount": """outstanding amount|amount outstanding|outstanding balance|outstanding
        |balance due|amount due|amount owed|due amount|open amount|open balance|total outstanding
        |total due|unpaid amount|unpaid|owed|debt amount|debt|receivables|receivable|account balance
        |balance outstanding|current balance|balance|total amount|amount|open
        |offener betrag|offene forderung|offene posten|offener posten|offener saldo|offen
        |forderungsbetrag|forderung|außenstände|restbetrag|saldo|rechnungsbetrag|schulden|schuld
        |betrag
        |montant dû|montant restant dû|solde dû|solde restant|reste à payer|reste dû|encours
        |montant impayé|impayé|créance|solde|montant
        |importe pendiente|saldo pendiente|monto pendiente|cantidad pendiente|total pendiente
        |importe adeudado|deuda|pendiente|importe|monto
        |сума боргу|сума заборгованості|заборгованість|борг|до сплати|несплачена сума|залишок
        |сальдо|баланс|сума
        |сумма долга|сумма задолженности|задолженность|долг|к оплате|остаток|сумма""",
    "currency": """currency|currency code|iso currency|customer currency|ccy|curr|cur
        |währung|währungscode|währungskürzel|waehrung|whg
        |devise|code devise|monnaie
        |moneda|divisa|código de moneda
        |валюта|код валюти|код валюты""",
    "due_date": """due date|date due|due on|due by|due|payment due date|payment due|pay by
        |payment deadline|deadline|maturity date|maturity|invoice due date|duedate
        |fällig am|fälligkeit|fälligkeitsdatum|fälligkeitstermin|fällig|zahlbar bis|zahlungsziel
        |zahlungsfrist|faelligkeitsdatum|faelligkeit|faellig am|faellig
        |date d'échéance|date échéance|échéance|date limite de paiement|date limite|payable avant
        |à payer avant
        |fecha de vencimiento|fecha vencimiento|vencimiento|vence|fecha límite
        |fecha límite de pago
        |термін оплати|строк оплати|термін сплати|сплатити до|оплатити до|дата оплати|термін
        |дата погашення|крайній термін
        |срок оплаты|срок платежа|оплатить до|дата оплаты|срок|дата погашения""",
    "tags": """tags|tag|labels|label|keywords|categories|category|groups|group|segments|segment
        |schlagworte|schlagwörter|kategorien|kategorie|gruppen|gruppe|kennzeichen|merkmale
        |étiquettes|étiquette|mots clés|catégories|catégorie|groupe
        |etiquetas|etiqueta|categorías|categoría|grupos|grupo
        |теги|тег|мітки|мітка|категорія|група
        |метки|метка|категория|группа""",
    "agent_email": """agent email|agent e mail|agent mail|agent|assigned agent email|assigned agent
        |assigned to|assignee|owner email|owner|account manager email|account manager
        |collector email|collector|responsible|sales rep
        |bearbeiter email|bearbeiter|sachbearbeiter|zuständig|betreuer|kundenbetreuer
        |verantwortlich|verantwortlicher
        |email agent|agent responsable|gestionnaire|responsable|chargé de compte
        |email agente|agente|gestor|asignado a
        |відповідальний|менеджер|агент|email агента
        |ответственный""",
    "notes": """notes|note|comments|comment|remarks|remark|internal notes|internal note|memo
        |description
        |notizen|notiz|bemerkungen|bemerkung|kommentare|kommentar|anmerkungen|anmerkung|hinweise
        |hinweis
        |remarques|remarque|commentaires|commentaire|observations|observation
        |notas|nota|comentarios|comentario|observaciones|observación
        |примітки|примітка|коментарі|коментар|нотатки|опис
        |примечания|примечание|комментарии|комментарий|заметки""",
}

_NUMBER_SIGN = re.compile(r"[#№]|\bn[°º]", re.IGNORECASE)
_CURRENCY_AT_END = re.compile(r"(?:\bin)?[\s_,(\[-]*[A-Z]{3}[)\]]?$")
_ONE_CURRENCY = {sign: codes[0] for sign, codes in SYMBOLS.items() if len(codes) == 1}


def key_of(header: str) -> str:
    """A column's name as compared: its words without case, accents, signs, units and currency."""
    text = _NUMBER_SIGN.sub(" no ", header)
    if named_currency(text.strip()) is not None:
        text = _CURRENCY_AT_END.sub("", text.strip())
    words = unicodedata.normalize("NFKD", words_of(text))
    return "".join(letter for letter in words if not unicodedata.combining(letter))


def currency_of(header: str) -> str | None:
    """The currency that a column of amounts names: `Balance (EUR)`, `Saldo €`."""
    code = named_currency(header.strip())
    if code is not None:
        return code
    found = {_ONE_CURRENCY[sign] for sign in _ONE_CURRENCY if sign in header and not sign.isalpha()}
    return found.pop() if len(found) == 1 else None


def rank_of(field: str, header: str) -> int | None:
    """How well a column's name fits a field: 0 is best, None not at all."""
    return _ranks()[field].get(key_of(header))


@cache
def _ranks() -> dict[str, dict[str, int]]:
    return {
        field: {key: rank for rank, key in reversed(list(enumerate(map(key_of, names.split("|")))))}
        for field, names in _NAMES.items()
    }
