"""Says what German words mean. Each sense is one of ``app.questions.grammar`` or a filter and its value."""

from app.questions.german_fillers import FILLERS
from app.questions.german_times import AMOUNTS, DAYS
from app.questions.lexicon import Table, lexicon

FILTERS: Table = {
    "outcome:missed": "liegen {blieb,blieben,bleibt,geblieben} | liegengeblieben~ | verpasst~ | verpassen"
    " | verpasse | versäumt~ | entgangen~ | durchgeklingelt"
    " | niemand {da,erreicht} | keiner {da,erreicht} | niemanden erreicht | keinen erreicht | nicht erreicht"
    " | unerreicht",
    "outcome:missed,abandoned": "vergeblich~ | erfolglos~ | umsonst | ohne erfolg | nicht durch | nicht durchkam"
    " | nie {erreicht,durchgekommen} | nicht rangekommen"
    " | {keiner,niemand} {ranging,dranging,abnahm,abhob,annahm,hingegangen} | {keiner,niemand} {nahm,hob} [ab] [an]"
    " | {keiner,niemand} {ging,geht,gehen,gingen} [ran] [dran] | durch die lappen [gegangen]"
    " | nicht {abgehoben,abgenommen,entgegengenommen} [worden]"
    " | {wurde,wurden} nicht {angenommen,beantwortet,abgehoben,abgenommen} | ins leere {gelaufen,liefen,gegangen}"
    " | niemand ans telefon {gegangen,ging} | keiner ans telefon {gegangen,ging}"
    " | {geht,ging,gehen} nicht {ran,dran} | {geht,ging,gehen} {nicht,nie} ans telefon"
    " | nicht ans telefon {gegangen,geht}"
    " | unbeantwortet~ | nicht {angenommen~,beantwortet~,abgenommen,drangegangen,rangegangen} | verloren~"
    " | {keiner,niemand} {rangegangen,drangegangen,abgenommen,abgehoben,angenommen,abnimmt,rangeht,drangeht}"
    " | {keiner,niemand} {ran,dran} gegangen | nicht {ran,dran} gegangen | nicht durchgekommen | ohne antwort"
    " | {keiner,niemand} {hat,ist} {angenommen,abgenommen,rangegangen,drangegangen} | nie {angenommen,beantwortet}"
    " | nicht abgehoben | {nimmt,nahm,geht,ging} {keiner,niemand} [ab] [ran] [dran]"
    " | {keiner,niemand} [mehr] [je] {ran,dran}",
    "outcome:answered": "annahme | annahmen | {geht,gehen,ging,gingen} ans telefon"
    " | ans telefon {gegangen,gehen,geht,ging}"
    " | {nahm,nahmen,nimmt,nehmen,hob,hebt,heben} [ab] [an] | geht ran | ging ran | gingen ran"
    " | entgegennehmen | abnimmt | abnehmen | abheben | angenommen~ | beantwortet~ | entgegengenommen~ | abgenommen~"
    " | annehmen | annimmt | nimmt an | rangegangen | drangegangen | ran gegangen | abgehoben | durchgekommen"
    " | bedient~ | bearbeitet~ | geführt~ | erfolgreich~ | nahm an | gesprochen mit"
    " | genommen~ | antworten | antwortet | antwortete | antworteten | geantwortet | beantworten | beantwortete | ran"
    " | {abzu,anzu,ranzu,dranzu}{nehmen,gehen,heben} | übernommen~ | übernimmt | übernahm | übernahmen",
    "outcome:voicemail": "nachricht | nachrichten | auf band"
    " | [auf] [die] mailbox {gesprochen,gelandet,hinterlassen} | auf den ab gesprochen"
    " | draufgesprochen | mailbox | mailboxen | voicemail | voicemails | anrufbeantworter | ab nachricht"
    " | {mailbox,voicemail} {nachricht,nachrichten,gelandet} | nachricht hinterlassen | nachrichten hinterlassen"
    " | sprachnachricht | sprachnachrichten | voicebox | auf band gesprochen | ab gesprochen | aufs band"
    " | nachrichten auf [der] [dem] {mailbox,ab,anrufbeantworter}",
    "outcome:callback": "{rückrufwunsch,rückrufwünsche,rückrufbitte,rückrufbitten,rückrufanfrage,rückrufanfragen}"
    " | rückruf | rückrufe | rückruf {gewünscht,erbeten,angefordert,gewollt,bestellt} | um rückruf {gebeten,bitten}"
    " | rückrufe {gewünscht,erbeten,angefordert} | wollten [einen] rückruf | bitte um rückruf | rückruf wollten",
    "outcome:abandoned": "{lege,legen,legt,legte,legten} | {hing,hingen,hängten} auf | aufgegeben~ | aufgelegt"
    " | abgebrochen~ | abbrecher | auflegen | auflegt | aufgebend~ | abgesprungen~ | abbruch | abbrüche | gaben auf"
    " | abspringer | nicht gewartet | vorzeitig aufgelegt | {beim,während} warten aufgelegt"
    " | aufgelegt {beim,während} [dem] warten | aufleger | in [der] {warteschlange,warteschleife} aufgelegt"
    " | aufgelegt in [der] {warteschlange,warteschleife} | keine geduld | ungeduldig~ | rausgeflogen | raus geflogen",
    "outcome:menu": "nicht übers menü {hinaus,hinauskamen,hinauskam,hinausgekommen,hinausgekommene}"
    " | nicht weiter als [bis] [zum] menü | im menü"
    " | im menü {aufgelegt,beendet,geendet,aufgegeben,abgebrochen,hängengeblieben,stecken} [geblieben] | nur im menü"
    " | nur menü | im menü aufgelegt haben | aufgelegt im menü | nicht übers menü hinaus | aus dem menü nicht raus",
    "outcome:blocked": "blockiert~ | gesperrt~ | geblockt~ | blacklist | spam | spamanrufe",
    "outcome:refused": "abgelehnt~ | abgewiesen~ | zurückgewiesen~ | weggedrückt~ | verweigert~ | abgewimmelt~",
    "outcome:test": "testanruf | testanrufe | test | tests | probeanruf | probeanrufe | testgespräch | testgespräche"
    " | testweise~",
    "direction:in": "reingerufen | hereinkamen | herein | eingetroffen~ | eingehend~ | ankommend~ | eingegangen~"
    " | reinkommend~ | reingekommen~ | von außen | hereinkommend~ | rein | kommend~ | kamen rein | kommen rein"
    " | kommt rein | eingang | eingänge | einkommend~ | angekommen~",
    "direction:out": "gewählt~ | angewählt~ | raustelefoniert | rausgerufen | hinaustelefoniert"
    " | wir {rufen,riefen} [an]"
    " | haben wir angerufen | rausruf | abgesetzt~ | selbst getätigt~ | rausgegangen | herausgehend~ | ausgehend~"
    " | abgehend~ | rausgehend~ | raus | hinaus | nach {draußen,außen} | gehend~ | getätigt~ | rausgegangen~"
    " | rausgehen | nach draußen | von uns | wir angerufen | selbst angerufen | ausgang",
    "direction:internal": "intern~ | untereinander | unter kollegen | inhouse | hausintern~ | innerhalb der firma"
    " | von kollegen | zwischen kollegen",
    "caller:anonymous": "{keine,unbekannte} {nummer,rufnummer} | anonym~"
    " | unterdrückt~ [nummer] [nummern] [rufnummer] [rufnummern]"
    " | ohne {nummer,rufnummer} | unbekannt~ {nummer,nummern,anrufer}",
    "direction:in,out": "extern~ | nicht intern~",
    "known:new": "neu~ {anrufer,anrufern,kunde,kunden,kundin,nummer,nummern,interessenten} | erstanrufer | neukunde"
    " | neukunden | erstmals {angerufen,anrufend} | neuanrufer | zum ersten mal [angerufen] | noch nie angerufen"
    " | erstanrufe | neu~ | erstmalig~ | erstanrufern",
    "known:returning": "häufig~ {anrufer,anrufern,kunden} | wieder | schon wieder | immer wieder | ständig"
    " | dauernd | andauernd | mehr als einmal"
    " | zweimal | öfter"
    " | wiederholungsanrufer | wiederholungsanrufern | wiederholungsanrufe | daueranrufer | vielanrufer | mehrmal"
    " | mehrere male | öfters | wiederkehrend~ | wiederholt~ | stammanrufer | stammkunden | stammkunde"
    " | bestandskunden | bestandskunde | wiederanrufer | mehrfachanrufer | mehrfach~ | schon mal angerufen"
    " | schonmal angerufen | bekannt~ {anrufer,anrufern,kunden,nummern} | erneut~ | nochmal angerufen"
    " | mehrmals [angerufen] | alt~ {anrufer,kunden}",
    "recorded:yes": "aufgezeichnet~ | aufgenommen~ | mit aufnahme | mit aufzeichnung | aufnahme | aufnahmen"
    " | aufzeichnung | aufzeichnungen | mitgeschnitten~ | mitschnitt | mitschnitte | mit mitschnitt",
    "recorded:no": "nicht {aufgezeichnet~,aufgenommen~,mitgeschnitten~}"
    " | ohne {aufnahme,aufnahmen,aufzeichnung,aufzeichnungen,mitschnitt} | unaufgezeichnet~"
    " | keine {aufnahme,aufzeichnung}",
    "quality:bad": "{probleme,problem,ärger,störungen} mit [der] [dem] {leitung,verbindung,ton,qualität,empfang}"
    " | {schlecht,mies,übel,furchtbar}~ {qualität,sprachqualität,gesprächsqualität,verbindung,verbindungen}"
    " | {schlecht,mies,übel,furchtbar}~ {leitung,leitungen,ton,tonqualität,empfang}"
    " | {qualität,sprachqualität,verbindung,ton} {schlecht,mies,war,ist} [schlecht] [mies] | qualitätsprobleme"
    " | tonprobleme | geknackt | knackt | knackend~ | rauschend~ | hallend~ | krächzend~ | verzerrt~ | rauschen"
    " | gerauscht | abgehackt~ | schlecht {verstanden,gehört,verständlich}"
    " | schlecht zu verstehen",
    "quality:good": "{gut,super,top,hervorragend}{,e,em,en,er,es} {qualität,sprachqualität,verbindung,tonqualität}"
    " | qualität gut",
    "quality:unknown": "unbekannt~ qualität | qualität unbekannt",
    "rating:0": "nicht bewertet~ | unbewertet~ | {ohne,keine} {bewertung,bewertungen,note,noten,sterne}",
    "rating:1,2": "schlechtest~ bewertet~"
    " | schlecht~ {bewertet~,bewertung,bewertungen,note,noten,wertung} | schlecht bewertet~"
    " | negativ~ {bewertung,bewertungen,bewertet~} | unzufrieden~ {kunden,anrufer} | niedrig~ {bewertung,bewertet~}",
    "rating:4,5": "gut~ {bewertet~,bewertung,bewertungen,note,noten} | gut bewertet~"
    " | positiv~ {bewertet~,bewertung,bewertungen} | zufrieden~ {kunden,anrufer} | hoch bewertet~",
}

QUESTIONS: Table = {
    "cue:wait": "warten | wartet | wartete | warteten | gewartet | wartezeit | wartezeiten | wartend~ | wartedauer"
    " | warteschlange | warteschleife | wartest | in der {warteschlange,warteschleife} | schlange"
    " | [in] [der] schleife",
    "cue:talk": "sprechen | gesprochen | geredet | telefoniert | gesprächsdauer | gesprächszeit | gesprächslänge"
    " | redezeit | sprechzeit | dauern | gedauert | dauerten | dauert | gesprächszeiten | telefonieren | geführt",
    "cue:length": "dauer | länge | anrufdauer | anruflänge",
    "cue:average": "durchschnitt | durchschnittlich~ | im {durchschnitt,schnitt,mittel} | durchschn | ø | mittler~"
    " | schnitt | üblich~ | normalerweise | durchschnitts",
    "cue:longest": "längst~ | maximal~ | max | am längsten",
    "cue:howlong": "wie lang | wie lange | wielange | wielang",
    "cue:minutes": "minuten | gesprächsminuten | telefonminuten | minutenzahl | gesprächszeit gesamt | gesamtdauer",
    "cue:rate": "quote | rate | anteil | prozent | % | prozentsatz | prozentual~ | verhältnis",
    "cue:howbusy": "wie {beschäftigt,eingespannt}",
    "cue:begin": "fängt | fing | fangen | fingen | beginnt | beginnen | begann | angefangen | startet | begonnen",
    "cue:finish": "hört | hörte | hören | aufgehört | schluss | endet",
    "cue:rather": "mehr | weniger | besser | schlechter | öfter | schneller | langsamer",
    "cue:who": "von wem | wer | wessen",
    "cue:most": "best~ | schlimmst~ | schlechtest~ | meist~ | am meisten | häufigst~ | stärkst~ | top | größt~"
    " | höchst~"
    " | voll~ | vollst~ | am häufigsten | am stärksten | betriebsam~ | hektischst~ | am öftesten",
    "cue:least": "wenigst~ | am wenigsten | schwächst~ | ruhigst~ | niedrigst~ | kleinst~",
    "cue:when": "wann | um wieviel uhr | zu welcher uhrzeit | zu welcher zeit",
    "split:country": "woher",
    "returned": "zurückgerufen~ | zurück gerufen",
    "callnoun": "anruf | gespräch | telefonat",
    "cue:which": "welch~",
    "measure:service_level": "servicelevel | service level | servicegrad | erreichbarkeit | sla | service-level",
    "measure:answered_share": "annahmequote | annahmerate | antwortquote",
    "measure:missed_share": "verpasstquote",
    "measure:occupancy": "auslastung | ausgelastet | arbeitslast | belastung",
    "measure:never_called_back": "{nie,nicht,keinen} {einen,den} rückruf | auf {unseren,einen,den,ihren} rückruf"
    " | nie {zurückgerufen~,zurück}"
    " | nicht zurückgerufen~ | nicht zurück gerufen"
    " | offene {rückrufe,rückruf} | [noch] zurückrufen | {keiner,niemand} zurückgerufen | nie zurück gerufen"
    " | zurück rufen | {keiner,niemand} hat zurückgerufen | {keiner,niemand} zurück gerufen"
    " | noch nicht zurückgerufen~ | unerledigt~ | ohne rückruf | von {niemandem,keinem} zurückgerufen~"
    " | ausstehend~ rückrufe | zurückzurufen | nicht zurückgemeldet | {fehlende,vergessene} rückrufe"
    " | warten auf rückruf | rückruf {vergessen,fehlt,offen} | rückrufe {vergessen,fehlen,offen}",
    "measure:concurrent_peak": "höchstzahl | höchststand | gleichzeitig~ | parallel~ | auf einmal | simultan"
    " | spitze | zeitgleich~"
    " | zur gleichen zeit",
    "measure:first_call": "frühest~ [anruf] [anrufe] | erst~ {anruf,gespräch,telefonat} | erst~ anruf am tag"
    " | erst~ anruf des tages",
    "measure:last_call": "spätest~ [anruf] [anrufe] | letzt~ {anruf,gespräch,telefonat}"
    " | letzt~ {anruf,gespräch,telefonat} {am,des,vom} {tag,tages}",
    "measure:paused": "pause | pausen | pausiert | pausenzeit | pausenzeiten",
    "measure:present": "dienst | dienstzeit | dienstzeiten | anwesend | angemeldet | eingeloggt | gearbeitet"
    " | arbeitszeit | arbeitszeiten | anwesenheit"
    " | bei der arbeit | im dienst | online",
    "measure:quality": "wie {gut,schlecht,klar} {war,ist,waren} {die,der} {leitung,leitungen,ton,verbindung,qualität}"
    " | qualität | sprachqualität | gesprächsqualität | mos | tonqualität",
    "noun:employee": "mitarbeiter | mitarbeitern | mitarbeiterin | mitarbeiterinnen | kollege | kollegen | kollegin"
    " | person | personen | angestellte | angestellten | agent | agenten | ma | mitarbeitende~ | nase | durchwahl"
    " | nebenstelle | kopf | {meine,meiner,meinen,unsere,unserer,unseren} {leute,leuten,jungs,mädels,truppe}",
    "noun:group": "gruppe | gruppen | team | teams | abteilung | abteilungen | linie | linien | abt | warteschlange"
    " | bereich",
    "plural:day": "tage | tagen",
    "plural:hour": "stunden | uhrzeiten",
    "plural:week": "wochen",
    "plural:month": "monate | monaten",
    "plural:weekday": "wochentage | wochentagen",
    "plural:country": "länder | ländern",
    "noun:day": "tag | tage | tagen | datum | tages",
    "noun:hour": "stunde | stunden | uhrzeit | uhrzeiten | tageszeit | zeit | tageszeiten",
    "noun:weekday": "wochentag | wochentage | wochentagen",
    "noun:week": "woche | wochen",
    "noun:month": "monat | monate | monaten",
    "noun:outcome": "ergebnis | ergebnisse | ergebnissen | ausgang | status",
    "noun:direction": "richtung | richtungen",
    "noun:country": "land | länder | ländern | herkunftsland",
    "noun:caller": "nummern rufen | nummer ruft | anrufer | anrufern | kunde | kunden | kundin | externe nummer"
    " | externen nummern | rufnummer | rufnummern | firma | kontakt | telefonnummer",
    "noun:number": "nummer | nummern | unsere nummer | unseren nummern | leitung | leitungen",
    "noun:flow": "ablauf | abläufe | abläufen | flow | flows | menü",
    "noun:block": "baustein | block | schritt",
    "noun:tag": "tag | tags | schlagwort | schlagworte | schlagwörter | schlagwörtern | schlagworten | markierung"
    " | markiert mit | markiert als | getaggt | getaggt mit | stichwort | thema | etikett | markiert",
    "split:day": "tag für tag | tageweise | täglich",
    "split:hour": "stunde für stunde | stoßzeit | stoßzeiten | spitzenzeit | spitzenzeiten | hauptzeiten | hauptzeit"
    " | stündlich",
    "split:week": "woche für woche | wöchentlich",
    "split:month": "monat für monat | pro kalendermonat | monatlich",
    "comparing:year": "jahresvergleich | im jahresvergleich",
    "star": "stern | sterne | sternen",
    "or": "oder",
    "rated": "mit bewertung | bewertet~ | bewertung | bewertungen | bewertet | bewertet mit | note | sternebewertung",
    "measure:asa": "asa | annahmezeit | reaktionszeit | zeit bis zur annahme | zeit bis zum abheben | wie schnell"
    " | antwortzeit | durchschnittliche annahmezeit | abhebezeit",
    "measure:aht": "aht | bearbeitungszeit | bearbeitungsdauer | durchschnittliche bearbeitungszeit"
    " | nachbearbeitung inklusive",
    "cue:talks": "meist~ {gespräche,gesprächen,telefonate,telefonaten}",
    "measure:wrap_up": "nachbearbeitung | nachbearbeitungszeit",
    "measure:away": "abwesend | abwesenheit",
    "measure:do_not_disturb": "nicht stören | dnd | bitte nicht stören",
    "measure:longest_talk": "längst~ {anruf,anrufe,gespräch,gespräche,telefonat,telefonate}",
    "length:900": "viertelstunde | viertelstunden | viertel stunde",
    "length:1800": "halbestunde | halbstunde | halbe stunde | halben stunde",
    "length:2700": "dreiviertelstunde | dreiviertel stunde",
    "measure:rating": "durchschnittlich~ {bewertung,bewertungen} | zufriedenheit | kundenzufriedenheit"
    " | durchschnittsbewertung | bewertung | bewertungen | note | noten",
    "measure:callers": "{verschieden,unterschiedlich}~ {anrufer,kunden,nummern,leute}",
    "article": "der | den | dem",
    "live": "{warten,wartet} {jetzt,gerade,momentan,aktuell} | {jetzt,gerade} {warten,wartet}",
    "future": "nächst~ | übermorgen | kommende~ | künftig~ | zukünftig~",
    "rufen": "ruf | rufe | ruft | rufen | rief | riefen",
    "hat": "hat | hatte",
    "hatsg": "hat",
    "haben": "haben | hatten",
    "angerufen": "angerufen | anrufen | angeklingelt | angewählt",
    "lately": "zuletzt | das letzte mal | letztes mal | zum letzten mal | letztmals",
    "cue:lately": "zuletzt | das letzte mal | letztes mal | zum letzten mal | letztmals",
    "unreached": "nicht erreicht~ | niemanden erreicht | keinen erreicht",
    "us": "wir | ich",
    "pronoun": "wir | ich | ihr | sie | er | man | jemand",
    "sound": "leitung | leitungen | ton | verbindung | verbindungen | empfang | sprachqualität",
    "trouble": "problem | probleme | problemen | ärger | schwierigkeiten | störung | störungen",
    "poor": "schlecht~ | mies~ | niedrig~ | übel~ | schwach~",
    "fine": "gut~ | hoch | hohe | hohen | hoher | hervorragend~",
    "outside": "außerhalb | außerhalb von | außer",
    "heard": "gehört | gehört haben | hörte | hörten | hören | erreicht | erreichten | bekommen | bekamen",
    "cue:nobody": "keiner | niemand | niemanden | keinen",
    "split:outcome": "ergebnisse",
    "cue:callers": "{anrufer,kunden,nummern,leute} {die,wo}",
    "cue:whom": "wem | wen | mit wem",
    "on": "am",
    "genitive": "des",
    "so": "so",
    "part:13-18": "nach dem {mittag,mittagessen} | nach der mittagspause",
    "sortedby": "sortiert nach",
    "by": "pro | je | nach | jed~ | pro jedem | aufgeteilt nach | gruppiert nach | verteilt auf"
    " | verteilt nach | aufgeschlüsselt nach",
    "versus": "ggü | vgl | vgl mit | im vgl zu | im vgl zum | im vgl | gegen | gegenüber | verglichen mit"
    " | im vergleich | im vergleich mit | im vergleich zu | vergleich"
    " | vs | versus | verglichen | im vergleich zum | im vergleich zur | zu den | vergleichen mit | gegenüber dem"
    " | gegenüber der | im gegensatz zu",
    "beside": "vergleiche | vergleich | vergleichen | unterschied zwischen | unterschied | vergleich zwischen"
    " | vergleich von",
    "than": "als | {mehr,weniger} als",
    "compare:previous": "{vorheriger,vorherigen,voriger,vorigen} zeitraum | zeitraum davor | vorzeitraum"
    " | vorperiode | davor | zeit davor",
    "compare:year": "{gleich,selb}~ {zeit,zeitraum,monat,woche,tag,quartal} {im,des} {vorjahr,vorjahres}"
    " | {gleich,selb}~ {zeit,zeitraum,monat,woche,tag,quartal} [im] [des] {letzten,vorigen} {jahr,jahres} | vorjahr"
    " | vorjahres | vorjahreszeitraum | ein jahr {zuvor,vorher,davor}"
    " | {gleicher,gleichen,selben,gleiche} {zeit,zeitraum,monat,woche,tag} {letztes,vorigen} [jahr] [jahres]"
    " | gleichen zeitraum im vorjahr | vorjahresmonat | letztes jahr um diese zeit | im jahr davor | jahr davor",
    "prior": "davor | zuvor | vorher",
    "not": "nicht | außer | ohne | ausgenommen | abgesehen von | bis auf | keine | keinen | kein | exkl | nie",
    "excluded": "ausgenommen | ausgeschlossen | rausgelassen | weggelassen",
    "instead": "aber | sondern | nur",
}

HEADS = (
    "halfte haelfte "
    "nachricht nachrichten schlange warteschlange zahlen statistik calls gesprachszeit wartezeit wartezeiten "
    "anruf anrufe anrufen anrufer anrufern gesprach gesprache gesprachen gespraech gespraeche gespraechen telefonat"
    " telefonate telefonaten team abteilung gruppe nummer zeit zeiten dauer quote rate anteil leute mitarbeiter"
    " morgen vormittag mittag nachmittag abend nacht fruh frueh kollegen kunden linie leitung tag tage minuten schnitt"
    " woche wochen"
)

GERMAN = lexicon("de", (FILTERS, DAYS, AMOUNTS, QUESTIONS, FILLERS), HEADS)
