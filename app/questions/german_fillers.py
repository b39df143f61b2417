"""Has the German words that say nothing about which calls are meant, or only link others."""

from app.questions.lexicon import Table

FILLERS: Table = {
    "glue": "fürs | übers | ums | unters | unterm | überm | vors | vorm | hinters | hinterm | durchs"
    " | der | die | das | den | dem | des | am | an | im | in | auf | aufs | beim | bei | zum | zur | vom | von"
    " | für | mit | durch | über | via | ins | ans | unser~ | mein~ | sein~ | ihr~ | alle | aller | allen | alles"
    " | sind | ist | war | waren | wurde | wurden | es | wo | nur | ein | eine | einen | einem | einer | zu | aus"
    " | während | ab | s | jedem | hatte | hatten | haben | hat | habe | etwa | zwischen | um | per | ca",
    "and": "und | oder | sowie | auch | plus | beziehungsweise | bzw | u | aber | sowohl | noch",
    "into": "nach | in | an | zu | ins",
    "outof": "aus | von",
    "filler": "danach | erst | gabs | gab's | volumen | anrufvolumen | call | calls | trotzdem | dennoch | immerhin"
    " | obwohl | sondern"
    " | allerdings"
    " | so | doch | halt | eben | eh | schonmal | damit | dazu | dieser | manche | einige | mehrere | weil"
    " | bereits | endlich | vielleicht | leider | unbedingt | natürlich | wohl | bloß | also | na | okay | ok | hm"
    " | usw | etc | ruf | rufe | schick | schicke | mach | mache | gehen | gehts | gibts | wars | steht | liegt"
    " | sieht | aus | aussehen | ausgesehen | mich | dir | dich | ihm | ihn | ihnen | euch | eure | unserem"
    " | unseren | unserer | ob | damals | momentan | derzeit | zurzeit | aktuell | zusammen | zusammengerechnet"
    " | infos | info | information | informationen | details | filter | filtere | filtern | suche | such | suchen"
    " | finde | finden | öffne | öffnen | rechne | berechne | ermittle | anzeigen | ansehen | anschauen | angezeigt"
    " | interessiert | interessieren | frage | fragen | weiß | wissen | versucht | versuchen | probiert | hätte"
    " | hätten | würden | könnte | könntest | kannst | magst | bräuchte | benötige | benötigen | gerne | bekam"
    " | erhielt | erhielten | erhalten | passierte | geschehen | abgelaufen | lang | anrufvolumen | aufkommen"
    " | anrufaufkommen | verkehr | betrieb | dinge | sachen | menge | mengen | bisschen | belegt | anliegen | worum"
    " | davon | daran | drin | dran | darin | dahin | jemals | wirklich | insges | ges | inkl | einschließlich"
    " | entspricht | ausmacht | beträgt | betrug | verlauf | entwicklung | trend | zusammenfassung | report"
    " | bekommt | aufteilung | aufgeteilt | zeitraum | auf | sag | sage | sagen | zeigt | nenn | nenne"
    " | nennen | erzähl | macht sich | schlägt sich | hingen | hing | hängen | hängt | standen | stehen | laut"
    " | betreffend | sehe | seht | schau | guck | gucken | gemeldet | melden | meldet | meldeten | gehabt | gewollt"
    " | gern | ungefähr | circa | nochmal | überhaupt | sämtliche | sämtlichen | jede | jeder | jedes | allem"
    " | worden sein | bzgl | einmal | kurz mal"
    " | bevor {wir,jemand,einer} {rangegangen,drangegangen,abgenommen,angenommen} [sind] [haben] [hat] [ist]"
    " | bevor {wir,jemand,einer} {ranging,dranging,abnahm} | bis zum auflegen"
    " | bevor {sie,er} {aufgelegt,auflegten} [haben] [hat] | guten {morgen,tag,abend} | moin | anruf | anrufe"
    " | anrufen | anrufs | telefonat | telefonate | telefonaten | gespräch | gespräche | gesprächen | telefon"
    " | telefonanrufe | anrufer | anrufern | kunde | kunden | leute | wie | viel | viele | vielen | wieviel"
    " | wieviele | anzahl | gesamt | insgesamt | summe | zahl | zahlen | zeig | zeige | zeigen | mir | uns | wir"
    " | ich | ihr | sie | er | man | bitte | gib | gebt | liste | auflisten | was | wer | welche | die | gab | gibt"
    " | gekommen | kamen | kommen | kam | kommt | bekommen | angerufen | anriefen | anrief | ruft | rief | riefen"
    " | rufen | ging | gingen | gegangen | geht | da | dort | hier | ja | mal | denn | eigentlich | schon | bisher"
    " | noch | los | passiert | lief | läuft | laufen | gelaufen | gelandet | landeten | landen | besser"
    " | schlechter | mehr | weniger | als | anders | gut | überblick | übersicht | statistik | auswertung | bericht"
    " | hallo | hi | danke | ganz~ | tatsächlich | jemand | jemanden | einer | irgendwer | sich | dann | kann"
    " | können | konnte | möchte | will | wollen | würde | brauche | sehen | habt | hast | muss | musste | müssen"
    " | mussten | sollen | sollte | soll | wird | werden | worden | geworden | welcher | welchem | deren | dessen"
    " | an | bei | raus | rein | ab | daten | ergeben | dabei | etwas | lange | warum | wenn | dass | hin | her"
    " | weg | zurück | sehr | firma | jeweils | einzeln | einzelnen | gemacht | macht | machen | bleiben | geblieben"
    " | waren | gewesen | erreicht~ | erreichten | gerade | jetzt | klingelt | geklingelt | stand | wie viele"
    " | wie viel | wie oft | wieoft | oft | allein~ | selbst | bekamen | kriegen | kriegt | gekriegt",
}
