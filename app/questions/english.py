"""Says what English words mean. Each sense is one of ``app.questions.grammar`` or a filter and its value."""

from app.questions.english_fillers import FILLERS
from app.questions.english_times import AMOUNTS, DAYS
from app.questions.lexicon import Table, lexicon

FILTERS: Table = {
    "outcome:missed": "miss | missed | misses | missing | unreached | rang out | got nobody"
    " | {nobody,noone} was there | didn't {get,reach} {anyone,anybody} | {no,nobody} pick up",
    "outcome:missed,abandoned": "in vain | to no avail | unsuccessful | unsuccessfully"
    " | never {reached,got,get} [us] [through] | unable to reach | not {reach,reached} [us]"
    " | {couldn't,couldnt,could} [not] get through | no pickup | without pickup"
    " | without {getting,coming,success,luck} [through] | went nowhere | slipped through"
    " | fell through the cracks"
    " | fell through | unanswered | not {answered,taken} | lost | {nobody,noone} {answered,answers,picked,took} [up]"
    " | no one {answered,picked,took} [up] | not picked up | went unanswered | no answer"
    " | {didn't,didnt} get through | not get through | {wasn't,weren't,werent,wasnt} answered | {we,did} not answer"
    " | not been answered | without [an] answer | never answered",
    "outcome:answered": "pickup | pickups | answer | answered | answers | answering | taken | took | take | takes"
    " | picked up | pick up"
    " | picks up | picking up | pick it up | got through | get through | handled | handle | handles | accepted"
    " | spoken to | talked to",
    "outcome:voicemail": "message | messages | {message,messages} {was,were} left | left messages | voicemail"
    " | voicemails | voice {mail,mails,message,messages}"
    " | left [a] {message,voicemail} | leave [a] {message,voicemail} | {answering,answerphone} machine | answerphone"
    " | mailbox | messages left | vm | went to {voicemail,mailbox} | ended [up] {in,on,at} {voicemail,mailbox}",
    "outcome:callback": "{callback,callbacks} [requested] [requests] | call back {requested,request,requests}"
    " | call backs [requested] | asked {for,to} [be] [a] {callback,called} [back]"
    " | requested [a] {callback,callbacks} | wanted [a] {callback,callbacks} | want [a] {callback,callbacks}"
    " | callback {wanted,promised,request,requests} | wanted to be called back",
    "outcome:abandoned": "drop | drop off | drop offs | abandoned | abandon | abandons | abandonment | abandonments"
    " | gave up | give up | given up"
    " | giving up | {hung,hang,hangs} up | hanging up | hangups | hangup | hang ups | rang off | left the queue"
    " | got tired of waiting | couldn't wait | didn't wait | dropped | drop out | dropped out | drops | quit"
    " | bailed | bailed out | {hung,hang} up while {waiting,queueing,queuing,holding} | stopped waiting",
    "outcome:menu": "no further than [the] menu | {not,never} [made] [got] [get] [it] {past,beyond} [the] menu"
    " | in [the] menu | {hung,hang,hangs} up in [the] menu | {ended,ends,end} in [the] menu"
    " | {gave,give} up in [the] menu | left [in] [the] menu | only heard [the] menu | menu only"
    " | stuck in [the] menu | lost in [the] menu | dropped in [the] menu | never left [the] menu",
    "outcome:blocked": "blocked | block | blacklisted | spam | barred",
    "outcome:refused": "turned down | turn down | sent away | refused | rejected | declined | turned away",
    "outcome:test": "test call | test calls | test | tests | testing",
    "direction:in": "incoming | inbound | from outside | coming in | came in | comes in | come in | received"
    " | we {got,get,received,receive}",
    "direction:out": "outgoing | outbound | going out | went out | we made | made | placed | dialled | dialed"
    " | calls out | to [the] outside | outward | we {called,rang,dialled,dialed,placed,phoned}",
    "direction:internal": "each other | one another | internal | internally | among ourselves"
    " | between {colleagues,us,ourselves} | in house"
    " | inhouse | colleague to colleague | amongst ourselves | from {colleagues,inside}",
    "caller:anonymous": "{no,without} [a] [any] {number,numbers} [shown] [showing] | anonymous"
    " | withheld [number] [numbers] | hidden [number] [numbers]"
    " | private {number,numbers} | no caller id | without number | unknown {number,numbers,caller,callers}"
    " | suppressed",
    "direction:in,out": "external | not internal",
    "known:new": "fresh {caller,callers,customer,customers}"
    " | new {caller,callers,customer,customers,number,numbers,client,clients,people}"
    " | first time {caller,callers,customer,customers} | first timers | never called before"
    " | called for the first time | new | firsttime | first time",
    "known:returning": "{come,came,comes,coming} back | again and again | over and over | constantly | all the time"
    " | keep calling | keeps calling"
    " | frequent {caller,callers,customer,customers} | often | more than once | twice | several times"
    " | multiple times | {more,many,few,several} {time,times} | repeatedly | returning | repeat | repeated"
    " | repeating | recurring | regular | regulars"
    " | called before | repeat {caller,callers,customer,customers} | existing {caller,callers,customer,customers}"
    " | known callers | called {again,twice} | call again | calling again | rang again",
    "recorded:yes": "recorded | recording | recordings | with [a] {recording,recordings} | on tape | has recording",
    "recorded:no": "w o [a] {recording,recordings} | unrecorded | not recorded | without [a] {recording,recordings}"
    " | no {recording,recordings} | never recorded | wasn't recorded | weren't recorded",
    "quality:bad": "{bad,poor,low,terrible,awful,worst,crappy,lousy} {quality,audio,sound,line,lines,connection,voice}"
    " | {quality,audio,sound,voice} {was,were,is} {bad,poor,low,terrible,awful} | choppy | crackling | crackly"
    " | quality {bad,poor,low} | quality {problems,problem,issues,trouble} | {audio,sound} {problems,problem,issues}"
    " | {bad,poorly} sounding | {couldn't,could not} hear",
    "quality:good": "{good,great,high,excellent,best} {quality,audio,sound,connection,line} | quality good"
    " | quality {is,was,were} good",
    "quality:unknown": "unknown quality | quality unknown | quality not known",
    "rating:0": "not rated | unrated | {without,no} [a] [any] {rating,ratings,score,scores,stars}",
    "rating:1,2": "{unhappy,dissatisfied,unsatisfied} {customers,callers,customer,caller}"
    " | worst {rated,rating,ratings} | {badly,poorly} rated"
    " | {bad,poor,low,negative} {rating,ratings,review,reviews,score,scores}"
    " | rated {badly,poorly,low,bad,poor} | low rated | unhappy callers | rating {bad,low,poor}",
    "rating:4,5": "satisfied {customers,callers,customer,caller} | happy {customers,customer}"
    " | {well,highly,best} rated"
    " | {good,high,great,positive} {rating,ratings,review,reviews,score,scores} | rated {well,highly,good,high}"
    " | rating {good,high} | happy callers",
}

QUESTIONS: Table = {
    "cue:wait": "wait | waits | waited | waiting | wait time | waiting time | wait times | waiting times | on hold"
    " | queue | queued | in [the] queue | held | hold | queues | queueing | queuing",
    "cue:talk": "{went,go,goes} on | telephoned | talk | talks | talked | talking | spoke | speak | spoken"
    " | conversation"
    " | conversations | talk time"
    " | talktime | lasted | lasting | lasts | do calls last | do they last | does a call last | on the phone",
    "cue:length": "length | duration | lengths | durations | call time | call {length,duration}",
    "cue:average": "normally | generally | commonly | ordinarily | average | avg | mean | on average | averages"
    " | avrg | typical | typically | usual | usually",
    "cue:longest": "longest | maximum | max",
    "cue:howlong": "how long | how much time",
    "cue:minutes": "minutes | total minutes | talk minutes | minutes talked | mins | hours talked | total talk time",
    "cue:rate": "rate | share | percentage | percent | % | proportion | ratio | quota | rates",
    "cue:howbusy": "how busy",
    "cue:begin": "start | starts | started | begin | begins | began",
    "cue:finish": "finish | finishes | finished | stop | stops | stopped",
    "cue:rather": "more | fewer | better | worse | busier | less | faster | slower",
    "cue:who": "by whom | who | who's | whos | whose",
    "cue:most": "best | worst | fullest | strongest | most | top | biggest | busiest | heaviest | highest | maximum"
    " | largest",
    "cue:least": "best {day,days,hour} | least | fewest | lowest | quietest | slowest | smallest | quiet",
    "cue:when": "when | what time | at what time | which time",
    "cue:where": "where",
    "cue:comefrom": "come from | came from | comes from | coming from",
    "back": "back",
    "callnoun": "call | calls | conversation",
    "cue:which": "which | what",
    "measure:service_level": "service level | servicelevel | sla | service levels | sl | service-level",
    "measure:occupancy": "occupied | stretched | occupancy | utilisation | utilization | workload"
    " | how busy {is,are,was,were} [the] {people,agents,staff,team,employees}",
    "measure:never_called_back": "{never,not} {get,got,had,receive,received} [a] {callback,call} [back]"
    " | {didn't,hasn't,haven't} {get,got,had,receive,received} [a] {callback,call} [back]"
    " | {owe,owes,owed} | {awaiting,expecting} [a] [our] {call,callback} [back]"
    " | {nobody,noone} {returned,rang,phoned,called} [them] [back]"
    " | {outstanding,missing,open,due,overdue,forgotten,unanswered,pending} {callback,callbacks}"
    " | {callback,callbacks} {outstanding,missing,open,due,overdue,forgotten,pending}"
    " | no one {returned,rang,phoned,called} [them] [back] | no callback | called back by {nobody,noone}"
    " | {never,not} {called,rung,phoned,been} {back,called} [back] | not yet {called,rung,phoned} back"
    " | {need,needs,needing,still,due} [to] [be] {call,calling,ring,ringing,phone,phoning,called,rung,phoned} back"
    " | [still] {to,must,should} [be] {call,ring,phone,called,rung,phoned} back"
    " | {have,has,had} to {call,ring,phone} back | {want,wants,wait,waiting} for [a] {callback,call} [back]"
    " | {haven't,hasn't,weren't,wasn't,didn't} [yet] [been] {called,rung,phoned,call,ring,phone} [them] back"
    " | {forgot,forgotten} to {call,ring,phone} back | did not {call,ring,phone} back"
    " | not returned | unreturned | never returned | still {need,needs} {calling,ringing,phoning} back"
    " | still need to {call,ring,phone} back",
    "measure:concurrent_peak": "at the same time | at once | simultaneous | simultaneously | concurrent"
    " | concurrently | parallel | in parallel | peak | concurrent calls",
    "measure:first_call": "earliest [call] [calls] | first call | first calls | first call of the day",
    "measure:last_call": "latest {call,calls} | last call | last calls | last call of the day"
    " | last calls of the day | final call",
    "measure:paused": "paused | pause | pauses | break | breaks | on break | break time | pause time",
    "measure:present": "login time | logged on | log in time | {hours,time} worked | {worked,working} {hours,time}"
    " | at work | signed in | logged in"
    " | working | present | on duty | online | work time",
    "measure:quality": "how {good,bad,clear} {was,is,were,are} the {line,lines,sound,connection,audio,quality}"
    " | {line,speech,connection} quality | call quality | voice quality | audio quality"
    " | sound quality | quality | mos",
    "noun:employee": "guys | folks | crew | lads | girls | ladies | employee | employees | person | staff"
    " | colleague | agent | agents | team member | worker"
    " | colleagues | team members | user | users | member | extension | ext | head | nose | each of us"
    " | {my,our} {people,guys,folks,crew,lot,workers}",
    "noun:group": "group | groups | team | teams | department | departments | dept | line | lines | queue",
    "plural:day": "days | dates",
    "plural:hour": "times of day",
    "plural:week": "weeks",
    "plural:month": "months",
    "plural:weekday": "weekdays",
    "plural:country": "countries",
    "noun:day": "day | days | date",
    "noun:hour": "hour | hours | time of day | hour of [the] day | time | times",
    "noun:weekday": "weekday | weekdays | day of [the] week | days of the week",
    "noun:week": "week | weeks",
    "noun:month": "month | months",
    "noun:outcome": "outcome | outcomes | result | results | status",
    "noun:direction": "direction | directions",
    "noun:country": "country | countries | nation | land",
    "noun:caller": "{number,numbers} {call,calls,called,rang,ring} | caller | callers | customer | customers"
    " | outside number | outside numbers | client | clients | phone number | phone numbers | company | contact",
    "noun:number": "our number | our numbers | number | numbers | dids | line",
    "noun:flow": "flow | flows | menu | call flow",
    "noun:block": "block | step | node",
    "noun:tag": "tag | tags | tagged | tagged with | tagged as | label | labelled | marked | marked as | topic",
    "split:day": "daily | day by day",
    "split:hour": "peak {time,times,hour,hours} | rush {hour,hours} | busy {time,times,hours} | hourly | hour by hour",
    "split:week": "weekly | week by week",
    "split:month": "monthly | month by month",
    "comparing:year": "yoy | year on year | year over year",
    "star": "star | stars",
    "ratingof": "{rating,ratings,score} of",
    "or": "or",
    "rated": "with [a] {rating,ratings} | has rating | rating | ratings | rated | score | rated with | graded",
    "measure:asa": "asa | average speed of answer | speed of answer | time to answer | answer time | answering time"
    " | how {fast,quick,quickly} {do,did,does,are,were,was,is} [we] [they] [calls] [it] | response time"
    " | average time to answer | time until answered | time to pick up | pickup time",
    "measure:aht": "aht | handling time | handle time | average {handling,handle} time",
    "cue:talks": "most {conversations,talks}",
    "measure:wrap_up": "wrap up | wrapup | wrap up time | after call work | acw",
    "measure:away": "away | absent",
    "measure:do_not_disturb": "do not disturb | dnd",
    "measure:longest_talk": "longest {call,calls,conversation,conversations,talk,talks}",
    "quarter": "quarter of an | a quarter of | quarter",
    "threequarters": "three quarters of | three quarters of an",
    "measure:rating": "average {rating,ratings} | avg rating | mean rating | satisfaction | customer satisfaction"
    " | csat | average {score,scores} | ratings | rating | score | scores",
    "measure:callers": "{different,unique,distinct,individual,separate} {caller,callers,customer,customers}"
    " | {different,unique,distinct,individual,separate} {number,numbers,people}",
    "article": "the",
    "live": "waiting [right] now | waiting at the moment | on hold now",
    "future": "tomorrow | next | upcoming | future",
    "tried": "try | tried | dial | attempt | attempted",
    "aux": "did | does | do | has | have",
    "ring": "call | called | ring | rang | rung | phone | phoned | dial | dialled | dialed",
    "rang": "called | rang | phoned | dialled | dialed",
    "cue:lately": "last time | the last time | most recently | latest",
    "unreachedthem": "{couldn't,didn't,can't,not,never} {reach,reached,get,got,contact} [hold] [of] [through] [to]"
    " {them,him,her,those}",
    "unreached": "{couldn't,didn't,can't,not,never} {contact,contacted,get,got} [hold] [of] [through] [to]"
    " | {couldn't,didn't,can't,not,never} get hold | not {reach,reached} | unable to reach"
    " | {couldn't,didn't,never,can't} {reach,reached}"
    " | failed to reach",
    "us": "we | i",
    "pronoun": "we | i | you | they | he | she | us | anyone | anybody | someone | somebody",
    "sound": "line | lines | audio | sound | connection | connections | voice",
    "trouble": "trouble | troubles | problem | problems | issue | issues",
    "poor": "badly | poorly | bad | poor | low | terrible | awful | lousy | weak",
    "fine": "well | highly | good | great | high | excellent",
    "outside": "outside | outside of",
    "heard": "got | get | heard | hear | hears | reached | reach",
    "cue:nobody": "nobody | noone | no one | no-one | none",
    "split:outcome": "outcomes | by result",
    "cue:callers": "{callers,customers,clients,numbers,people} {that,who,which}",
    "cue:whom": "whom | with whom",
    "on": "on",
    "genitive": "of",
    "part:13-18": "after lunch | after lunchtime",
    "sortedby": "sorted by",
    "by": "by | per | for each | each | for every | every | split by | grouped by | broken down by "
    " | depending on | across",
    "versus": "vs | versus | compared with | compared to | compare with | compare to | against | compared"
    " | in comparison with | in comparison to | v | relative to",
    "beside": "compare | comparing | comparison | difference between | to compare | comparison of | comparison between",
    "than": "than | {more,less,fewer} than",
    "compare:previous": "[the] {previous,prior,preceding} period | [the] period before | [the] time before"
    " | before that | [the] one before",
    "compare:year": "[the] year before | same {time,period,month,week,day} last year"
    " | [the] same {time,period} [of] last year",
    "prior": "before | prior | earlier | preceding | previous",
    "not": "{all,everything,everyone,everybody,anything,anyone} but | didn't | didnt | don't | dont | doesn't"
    " | doesnt | hasn't | hasnt | haven't | havent | wasn't | wasnt"
    " | weren't | werent | isn't | isnt | couldn't | couldnt | failed to | wouldn't | unable to | neither | not"
    " | w o | except | without | excluding | except for | other than | apart from | minus | no | never | excl"
    " | exclude | non",
    "excluded": "excluded | left out",
    "instead": "but | only | just | rather | instead",
}

ENGLISH = lexicon("en", (FILTERS, DAYS, AMOUNTS, QUESTIONS, FILLERS), heads="")
