"""Has the English words that say nothing about which calls are meant, or only link others."""

from app.questions.lexicon import Table

FILLERS: Table = {
    "glue": "the | of | on | in | at | a | an | for | were | was | is | did | do | than | with | during | about"
    " | our | their | his | her | my | all | s | that | which | who | from | to | it | only | just | '",
    "and": "and | or | as well as | both | also | plus | either | but",
    "into": "to | towards | into",
    "outof": "from | out of | of",
    "filler": "means | meaning | bring | brings | brought | generate | generates | cause | causes | stuck | use"
    " | used | using"
    " | in use | him | her | anruf | anrufe | though | although | even though | anyway"
    " | anyhow | nevertheless"
    " | nonetheless"
    " | yet | ppl | mate"
    " | everyone | everybody | someone's | ok | okay | um | hmm | maybe | perhaps | unfortunately | always"
    " | sometimes | because | while | too | very | quite | rather | so | such | own | several | whatever | let's"
    " | lets | let | i'd | i'll | i'm | we're | we've | they're | there's | wanna | gonna | gimme | lemme | pull up"
    " | bring up | run | check | display | open | filter | search | lookup | look up | provide | compute | calculate"
    " | fetch | pls | thx | info | information | details | detail | about it | kind of | sort of | kinds | right now"
    " | currently | at the moment | by any chance | possibly | basically | simply | please show | say | says | told"
    " | know | find out | wonder | wondering | curious | interested | having been | gone | given | made it | come up"
    " | happens | occurred | occur | there were | there was | each one | against us | trying | tried | try | attempt"
    " | attempts | attempted | manage | managed | of those | which ones | in total | altogether | combined"
    " | together | in all | daily basis | out of curiosity | total number | volume | call volume | traffic"
    " | activity | stuff | things | thing | lot | lots | a lot | bit | trend | trends | summary | breakdown | split"
    " | spend | spent | period | onwards | on | i want to see | let me see | can i see | tell | no of | nr of"
    " | num of | # | behaving | performing | look like | looks like | going | seen | hey there | dear | kindly"
    " | just show | quick | quickly show | me the | all the | list of | every single | saw | sees | found | one of"
    " | ones | before {we,anyone,anybody,someone,somebody} {answered,answer,answers,could} [answer]"
    " | before {hanging,giving} up | until {hanging,giving} up | good {morning,afternoon,evening} | call | calls"
    " | phone | phones | phonecall | phonecalls | telephone | many | much | how many | how much | number of"
    " | how often | amount of | total | totals | count | sum | show | show me | list | find | give me | give"
    " | please | plz | me | us | we | i | you | they | them | he | she | there | here | any | anything | anyone"
    " | anybody | some | every | everything | customers | customer | people | callers | caller | clients | have"
    " | has | had | been | be | being | are | am | does | done | get | got | gets | getting | happened | happen"
    " | happening | going on | what | what's | whats | what is | how | how's | hows | where | why | see | look"
    " | want | need | would | like | could | can | will | so far | up to now | still | already | just | only | now"
    " | then | came | come | comes | coming | called | calling | rang | ring | rung | rings | ringing | phoned"
    " | dial | make | made | ended | end | ended up | through | via | over | reached | reach | reaching | went | go"
    " | goes | doing | better | worse | more | fewer | different | well | good | busy | overview | stats"
    " | statistics | report | figures | data | numbers | hello | hi | hey | thanks | thank | about | whole | entire"
    " | time | did | really | actually | overall | whose | those | these | this | that's | it's | its | their | as"
    " | had to | have to | having | most | when | received | up | out | back | off | were | long | sent | if | one"
    " | each | during | somebody | someone | by | than | ours | mine | into | queue | times",
}
