"""Makes clocks.tsv, the table of cases, without a line of the program's code: months by Python's
calendar, working days by the PyPI package `holidays`. Reads from law/ only the names of sources.

usage: python clocks_table.py > clocks.tsv      (needs: pip install holidays)
"""

import os
import datetime as D, calendar, holidays
H={'england-and-wales':holidays.country_holidays('GB',subdiv='ENG',years=range(2011,2029)),
   'scotland':holidays.country_holidays('GB',subdiv='SCT',years=range(2011,2029))}
H['scotland'].pop(D.date(2026,6,15),None)
d=D.date.fromisoformat
def months(day,n):
    t=day.year*12+day.month-1+n; y,m=divmod(t,12); m+=1
    return D.date(y,m,min(day.day,calendar.monthrange(y,m)[1]))
def wd(law,day,n):
    while n:
        day+=D.timedelta(1)
        if day.weekday()<5 and day not in H[law]: n-=1
    return day
one=D.timedelta(1)
EW,SC='england-and-wales','scotland'
def rule(law,r,day,enh=False):
    k=(law,r)
    if r=='stalking-harassment-summary' or k==(SC,'summary-offences'): return months(day,6)-one
    if r=='communications-act': return months(day,6)-one
    if r.startswith('told-'): return wd(law,day,1 if enh else 5)
    if k==(EW,'right-to-review-ask'): return months(day,3)-one
    if k==(SC,'right-to-review-ask'): return months(day,1)-one
    if r=='right-to-review-acknowledged': return wd(law,day,10)
    if k==(EW,'right-to-review-decided'): return wd(law,day,30)
    if k==(SC,'right-to-review-decided'): return wd(law,day,20)
    if k==(EW,'complaint-review'): return day+28*one
    if k==(SC,'complaint-review'): return months(day,3)-one
    if r in('platform-logs','preservation-held'): return day+89*one
    raise KeyError(k)
cases=[]
def c(name,law,r,on,frm,facts,state=None,enh=False,done=None,due='calc'):
    if due=='calc': due=rule(law,r,d(frm),enh)
    elif due: due=d(due)
    if state is None:
        if done: state='done' if d(done)<=due else 'done-late'
        else: state='running' if d(on)<=due else 'passed'
    left=(due-d(on)).days if due else ''
    cases.append([name,law,r,on,'yes' if enh else 'no',facts,str(due or ''),state,str(left)])
S='stalking-harassment-summary'
# months: ends of months, leap years
for name,day in [("an ordinary day","2026-11-11"),("first of a month","2025-03-01"),("31 August, to February of an ordinary year","2024-08-31"),
  ("31 August, to February of a leap year","2023-08-31"),("30 August, to February of an ordinary year","2024-08-30"),("29 August, to February of a leap year","2023-08-29"),
  ("28 August, to February","2024-08-28"),("29 February","2024-02-29"),("31 March, to September's 30 days","2025-03-31"),("31 May, to November's 30 days","2025-05-31"),
  ("31 October, to April's 30 days","2025-10-31"),("31 December, to June's 30 days","2024-12-31"),("30 November, to May","2025-11-30"),("28 February","2025-02-28"),
  ("1 July, to 1 January of the next year","2025-07-01"),("31 July, to January's 31 days","2025-07-31"),("1 September, to 1 March after a leap day","2023-09-01"),
  ("Christmas Day","2025-12-25"),("New Year's Day","2026-01-01"),("a Sunday: months do not stop at weekends","2025-06-15")]:
    c("six months: "+name,EW,S,"2025-01-01" if day<"2025" else "2025-12-01",day,f"I-1={day}")
c("six months: the very last day still runs",EW,S,"2026-05-10","2025-11-11","I-1=2025-11-11")
c("six months: the day after has passed",EW,S,"2026-05-11","2025-11-11","I-1=2025-11-11")
c("several incidents: the last counts",EW,S,"2025-06-01","2025-03-09","I-1=2024-01-05; I-2=2025-03-09; I-3=2024-11-30")
c("several incidents: an undated one is not used",EW,S,"2025-06-01","2025-03-09","I-1=2025-03-09; I-2=?")
c("a range: its first day is used",EW,S,"2025-06-01","2025-03-01","I-1=2025-03-01..2025-03-31")
c("a range that ends later than another incident: first days are compared",EW,S,"2025-06-01","2025-03-09","I-1=2025-03-01..2025-03-31; I-2=2025-03-09")
c("only a latest day is known: not counted from",EW,S,"2025-06-01","2025-02-02","I-1=..2025-05-01; I-2=2025-02-02")
c("a recorded contact after the last incident counts",EW,S,"2025-06-01","2025-04-20","I-1=2025-03-09; contact=2025-04-20")
c("a recorded contact before the last incident does not",EW,S,"2025-06-01","2025-03-09","I-1=2025-03-09; contact=2025-02-20")
c("only recorded contacts",EW,S,"2025-06-01","2025-02-20","contact=2025-02-20")
c("nothing is known",EW,S,"2025-06-01",None,"",state="unknown",due=None)
c("only an undated incident",EW,S,"2025-06-01",None,"I-1=?",state="unknown",due=None)
c("a charge in time",EW,S,"2025-12-01","2025-03-09","I-1=2025-03-09; L-1 police charge told=2025-08-01",done="2025-08-01")
c("a charge too late",EW,S,"2025-12-01","2025-03-09","I-1=2025-03-09; L-1 police charge told=2025-09-20",done="2025-09-20")
c("a charge before the last incident ends nothing",EW,S,"2025-12-01","2025-08-09","I-1=2025-08-09; L-1 police charge told=2025-06-20")
C='communications-act'
c("section 127: counted from the last recorded contact",EW,C,"2025-06-01","2025-04-20","I-1=2025-05-09; contact=2025-04-20")
c("section 127: without records, from the last incident",EW,C,"2025-06-01","2025-05-09","I-1=2025-05-09")
c("section 127: 29 February",EW,C,"2024-06-01","2024-02-29","contact=2024-02-29")
c("section 4A has no limit",EW,"stalking-fear-or-distress","2025-06-01",None,"I-1=2020-01-01",state="no-limit",due=None)
c("a protection order has no limit",EW,"stalking-protection-order","2025-06-01",None,"I-1=2020-01-01",state="no-limit",due=None)
V='told-of-steps'
def v(name,day,on,told,enh=False,kind='arrest',law=EW):
    c("five working days: "+name if not enh else "one working day: "+name,law,V,on,day,f"L-1 police {kind} told={told} happened={day}",enh=enh,done=told)
v("an ordinary week","2025-06-02","2025-07-01","2025-06-09")
v("told one day late","2025-06-02","2025-07-01","2025-06-10")
v("over a weekend","2025-06-06","2025-07-01","2025-06-13",kind="interview")
v("from a Saturday","2025-06-07","2025-07-01","2025-06-16",kind="release")
v("over Easter","2025-04-17","2025-06-01","2025-04-28",kind="bail-change")
v("over Christmas and New Year","2025-12-23","2026-02-01","2026-01-02")
v("over both bank holidays of May 2020, one of them moved","2020-05-04","2020-06-01","2020-05-12")
v("over the jubilee of 2022","2022-06-01","2022-07-01","2022-06-10")
v("over the state funeral of 2022","2022-09-16","2022-10-01","2022-09-23")
v("over the coronation of 2023","2023-05-05","2023-06-01","2023-05-15")
v("over Christmas 2026, Boxing Day moved","2026-12-24","2027-02-01","2027-01-05")
v("over New Year's Day moved to the 3rd","2021-12-31","2022-02-01","2022-01-10")
v("enhanced rights, a Friday","2025-06-06","2025-07-01","2025-06-09",enh=True)
v("enhanced rights, before Easter","2025-04-17","2025-06-01","2025-04-22",enh=True,kind="interview")
v("enhanced rights, Christmas Eve","2025-12-24","2026-02-01","2025-12-29",enh=True,kind="release")
v("enhanced rights, told late","2025-06-02","2025-07-01","2025-06-04",enh=True)
c("five working days: the day of the arrest is not known",EW,V,"2025-07-01",None,"L-1 police arrest told=2025-06-09",state="unknown",due=None)
c("five working days: before the table begins",EW,V,"2025-07-01",None,"L-1 police arrest told=2011-12-30 happened=2011-12-20",state="unknown",due=None)
c("five working days: after the table ends",EW,V,"2027-12-31",None,"L-1 police arrest told=2027-12-31 happened=2027-12-29",state="unknown",due=None)
N='told-why-not-investigated'
c("why they will not investigate: told in time",EW,N,"2025-07-01","2025-06-02","L-1 police decision-not-to-investigate told=2025-06-05 happened=2025-06-02",done="2025-06-05")
c("why they will not investigate: enhanced rights, told late",EW,N,"2025-07-01","2025-06-02","L-1 police decision-not-to-investigate told=2025-06-05 happened=2025-06-02",enh=True,done="2025-06-05")
c("no review of a decision not to investigate",EW,'right-to-review-not-investigated',"2025-07-01",None,"L-1 police decision-not-to-investigate told=2025-06-05 happened=2025-06-02",state="does-not-apply",due=None)
R='right-to-review-ask'
I="L-1 police interview told=2025-01-20 happened=2025-01-15; "
c("review: somebody was interviewed",EW,R,"2025-04-01","2025-03-10",I+"L-2 police no-further-action told=2025-03-12 happened=2025-03-10")
c("review: only the day of being told is known",EW,R,"2025-04-01","2025-03-12",I+"L-2 police no-further-action told=2025-03-12")
c("review: 30 November, to February",EW,R,"2025-12-10","2025-11-30",I+"L-2 police no-further-action told=2025-12-02 happened=2025-11-30")
c("review: three months have passed",EW,R,"2025-06-12","2025-03-12",I+"L-2 police no-further-action told=2025-03-12")
c("review: nobody was interviewed, so the way is a complaint",EW,R,"2025-04-01",None,"L-2 police no-further-action told=2025-03-12 happened=2025-03-10",state="does-not-apply",due=None)
c("review: an arrest alone is no interview",EW,R,"2025-04-01",None,"L-1 police arrest told=2025-01-20 happened=2025-01-15; L-2 police no-further-action told=2025-03-12",state="does-not-apply",due=None)
c("review: an interview after the decision does not open it",EW,R,"2025-04-01",None,"L-1 police no-further-action told=2025-03-12; L-2 police interview told=2025-03-30 happened=2025-03-28",state="does-not-apply",due=None)
Q=I+"L-2 police no-further-action told=2025-03-12; L-3 police review-request told=2025-04-07"
c("review: asked for in time",EW,R,"2025-06-01","2025-03-12",Q,done="2025-04-07")
A='right-to-review-acknowledged'
c("ten working days to acknowledge, over Easter",EW,A,"2025-04-10","2025-04-07",Q)
c("ten working days: acknowledged in time",EW,A,"2025-06-10","2025-04-07",Q+" acknowledged=2025-04-23",done="2025-04-23")
c("ten working days: acknowledged late, by a letter of its own",EW,A,"2025-06-10","2025-04-07",Q+"; L-4 police acknowledgement told=2025-04-30",done="2025-04-30")
c("thirty working days to decide, over Easter and two bank holidays of May",EW,'right-to-review-decided',"2025-05-10","2025-04-07",Q)
c("thirty working days: decided in time",EW,'right-to-review-decided',"2025-07-10","2025-04-07",Q+"; L-4 police review-outcome told=2025-05-20",done="2025-05-20")
c("thirty working days over Christmas",EW,'right-to-review-decided',"2026-01-10","2025-12-01",I+"L-2 police no-further-action told=2025-11-12; L-3 police review-request told=2025-12-01")
K='complaint-review'
c("complaint: a letter of 1 April, so 29 April",EW,K,"2025-04-10","2025-04-01","L-1 police complaint-outcome told=2025-04-03 happened=2025-04-01")
c("complaint: over the end of February in a leap year",EW,K,"2024-02-10","2024-02-05","L-1 police complaint-outcome told=2024-02-05")
c("complaint: 28 days have passed",EW,K,"2025-05-01","2025-04-01","L-1 police complaint-outcome told=2025-04-03 happened=2025-04-01")
c("complaint: review asked for in time",EW,K,"2025-05-01","2025-04-01","L-1 police complaint-outcome told=2025-04-03 happened=2025-04-01; L-2 other review-request told=2025-04-20",done="2025-04-20")
c("complaint: a request that answers something else does not count",EW,K,"2025-05-01","2025-04-01",I+"L-2 police no-further-action told=2025-03-12; L-3 police complaint-outcome told=2025-04-01; L-4 police review-request told=2025-04-20 answers=L-2")
P='promise'
c("a promise still to keep",EW,P,"2025-04-01",None,"L-1 police answer told=2025-03-20 promised due=2025-04-05",due="2025-04-05",state="running")
c("a promise that was not kept",EW,P,"2025-04-06",None,"L-1 police answer told=2025-03-20 promised due=2025-04-05",due="2025-04-05",state="passed")
c("a promise kept late",EW,P,"2025-05-01",None,"L-1 police answer told=2025-03-20 promised due=2025-04-05 kept=2025-04-30",due="2025-04-05",state="done-late")
c("a promise without a day",EW,P,"2025-05-01",None,"L-1 police answer told=2025-03-20 promised",due=None,state="unknown")
c("log-in records: ninety days with the first day counted",EW,'platform-logs',"2025-05-01","2025-03-20","contact=2025-03-20")
c("log-in records: the police were asked to have them kept",EW,'platform-logs',"2025-05-01","2025-03-20","contact=2025-03-20; L-1 police preservation-asked told=2025-04-02",done="2025-04-02")
c("records kept at the police's request: ninety days",EW,'preservation-held',"2025-05-01","2025-04-02","L-1 police preservation-asked told=2025-04-02")
# Scotland
c("Scotland: stalking has no six-month limit",SC,'stalking',"2025-06-01",None,"I-1=2020-01-01",state="no-limit",due=None)
c("Scotland: a summary offence, 31 August",SC,'summary-offences',"2025-01-01","2024-08-31","I-1=2024-08-31")
c("Scotland: one month to ask the prosecutor, from 31 January",SC,R,"2025-02-10","2025-01-31","L-1 court no-further-action told=2025-01-31")
c("Scotland: what the police decide is not for this review",SC,'police-not-charged',"2025-02-10",None,"L-1 police no-further-action told=2025-01-31",state="does-not-apply",due=None)
c("Scotland: twenty working days over the 2nd of January",SC,'right-to-review-decided',"2025-01-10","2024-12-09","L-1 court no-further-action told=2024-12-02; L-2 court review-request told=2024-12-09")
c("Scotland: twenty working days over St Andrew's Day; Easter Monday works",SC,'right-to-review-decided',"2025-12-01","2025-11-10","L-1 court no-further-action told=2025-11-02; L-2 court review-request told=2025-11-10")
c("Scotland: Easter Monday is a working day",SC,'right-to-review-decided',"2025-04-10","2025-04-07","L-1 court no-further-action told=2025-04-02; L-2 court review-request told=2025-04-07")
c("Scotland: three months to ask the PIRC, from 30 November",SC,K,"2025-12-10","2025-11-30","L-1 police complaint-outcome told=2025-11-30")
# nights when the clocks change: instants, with the zone's clock given
c("clocks go forward: 31 March 2024, 00:30 UTC",EW,S,"2024-06-01","2024-03-31","contact-instant=2024-03-31T00:30:00Z+0")
c("clocks go forward: 23:30 UTC is the next day by the clock; the earlier day counts",EW,S,"2024-06-01","2024-03-31","contact-instant=2024-03-31T23:30:00Z+3600")
c("clocks go back: 27 October 2024, 00:30 UTC in summer time",EW,S,"2024-12-01","2024-10-27","contact-instant=2024-10-27T00:30:00Z+3600")
c("clocks go back: 26 October, 23:15 UTC is already the 27th by the clock",EW,S,"2024-12-01","2024-10-26","contact-instant=2024-10-26T23:15:00Z+3600")
import tomllib

here = os.path.dirname(os.path.abspath(__file__))
src = {}
for l in (EW, SC):
    with open(f"{here}/../../../law/{l}.toml", "rb") as data:
        for r in tomllib.load(data)["rule"]:
            src[l, r["id"]] = r["source"]["name"]
names = [x[0] for x in cases]
assert len(set(names)) == len(names)
print("# Expected days of clocks, made by clocks_table.py and not by the program; docs/LAW.md.")
print("case\tlaw\trule\ton\tenhanced\tfacts\tdue\tstate\tdays_left\tsource")
for x in cases:
    print("\t".join(x + [src[x[1], x[2]]]))
