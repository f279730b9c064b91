/**
 * Abbreviation → the word it stands for, both folded. Only ones that mean one thing in an organization's name;
 * what only initials tell (`ISD`, `DOT`) is found by aligning initials with words instead.
 */
const pairs = `
acad academy|acct accounting|acctg accounting|accts accounts|adj adjusters|admin administration|adv advertising|agcy agency|
agric agriculture|agri agriculture|amer american|amern american|apt apartments|apts apartments|arch architects|archt architects|
assn association|assoc associates|assocs associates|asso associates|assc associates|assoct association|asst assistance|
atty attorney|attys attorneys|auth authority|auto automotive|ave avenue|bch beach|bldg building|bldgs buildings|bldr builder|bldrs builders|blvd boulevard|
bros brothers|brkg brokerage|bus business|cath catholic|cem cemetery|chem chemical|chems chemicals|chiro chiropractic|chld children|
cncl council|cntr center|cntrs centers|ctr center|ctrs centers|centre center|centres centers|cnty county|cty county|co-op cooperative|coop cooperative|
coll college|comm community|commn commission|commun communications|comms communications|comp computer|conf conference|
cons consulting|conslt consulting|conslting consulting|const construction|constr construction|contr contractors|contrs contractors|contg contracting|
ctl control|ctrl control|cust customer|dept department|dep department|dev development|devel development|dir direct|dist district|distr distribution|
distrib distribution|distrs distributors|div division|econ economic|educ education|elec electric|elect electric|elem elementary|emer emergency|empl employment|
eng engineering|engg engineering|engr engineering|engrg engineering|engrs engineers|ent enterprises|entp enterprises|enter enterprises|entr enterprises|entrp enterprises|entps enterprises|env environmental|envir environmental|envtl environmental|
eqpt equipment|equip equipment|equipmt equipment|est estate|exch exchange|exp express|fab fabrication|fam family|fdn foundation|fed federal|fedl federal|fdtn foundation|fin financial|finl financial|fndtn foundation|found foundation|
frt freight|ft fort|furn furniture|gen general|genl general|govt government|gov government|grp group|gp group|gr group|gtr greater|hdqrs headquarters|hdwe hardware|
hldg holdings|hldgs holdings|hlth health|hosp hospital|hosps hospitals|hts heights|hwy highway|ind industries|indl industrial|inds industries|indus industries|info information|ins insurance|inst institute|instr instruments|
int international|intl international|internatl international|inv investments|invest investments|invs investments|invt investment|invts investments|
jct junction|jr junior|lab laboratory|labs laboratories|lab's laboratories|ldry laundry|lib library|lndscpg landscaping|lk lake|ln lane|maint maintenance|mech mechanical|med medical|mem memorial|meml memorial|
mfg manufacturing|mfgr manufacturer|mfgrs manufacturers|mfr manufacturer|mfrs manufacturers|mgmt management|mgt management|mngmt management|mgrs managers|mkt market|mkts markets|mktg marketing|mtg mortgage|mtge mortgage|
min mining|mtr motor|mtrs motors|mtl metal|mun municipal|mus museum|mut mutual|natl national|nat national|nbhd neighborhood|ntl national|ntnl national|
nw northwest|ne northeast|sw southwest|se southeast|obgyn obstetrics|off office|opr operating|oper operating|ops operations|opt optical|org organization|
orth orthopedic|ortho orthopedics|pac pacific|ped pediatrics|perf performance|pers personnel|petr petroleum|pharm pharmacy|pharma pharmaceuticals|pharms pharmaceuticals|phys physical|
pkg packaging|pkwy parkway|pl place|plbg plumbing|plmb plumbing|plmbg plumbing|plmg plumbing|plz plaza|pres presbyterian|prod products|prods products|prodn production|prodns productions|prof professional|progs programs|
prop properties|props properties|proprs properties|prtg printing|prtnr partner|prtnrs partners|ptnr partner|ptnrs partners|pty property|pub public|publ publishing|pubs publications|qual quality|
rd road|rec recreation|reg regional|regl regional|rehab rehabilitation|rel relations|rep repair|res research|resc resources|rest restaurant|restr restaurant|rlty realty|rltr realtor|rr railroad|rwy railway|ry railway|
sav savings|svgs savings|sch school|schl school|schls schools|schs schools|sci science|scis sciences|sec security|serv services|servs services|svc services|svcs services|srvc services|srvcs services|srv services|srvs services|sftwr software|
soc society|sol solutions|solns solutions|soln solutions|solu solutions|sols solutions|spec specialty|sq square|st saint|sta station|stn station|ste suite|str street|strat strategic|sup supply|supp supply|surg surgical|sys systems|syss systems|syst systems|
tech technologies|technol technologies|techs technologies|technologys technologies|tel telephone|telecom telecommunications|telecomm telecommunications|ter terrace|terr territory|theol theological|thea theater|theatre theater|trans transportation|transp transportation|transport transportation|trnsp transportation|
trk truck|trkg trucking|trng training|tr trust|twp township|un union|univ university|univs universities|util utilities|utils utilities|utl utilities|vet veterinary|vlg village|vly valley|vlly valley|warr warranty|whse warehouse|whsle wholesale|whsl wholesale|wld world|wtr water|wks works|ww worldwide|
yr year|yth youth|amusmt amusement|labor labour|doughnut donut|doughnuts donuts|yoghurt yogurt|jewellery jewelry|jewellers jewelers|jeweller jeweler|tyre tire|tyres tires|colour color|harbour harbor|grey gray|barbeque bbq|barbecue bbq|barbque bbq|kwik quick|quik quick|nite night|xpress express|lite light|thru through|
drs doctors|messrs mister|mr mister|mrs missus|ste saint|saints saint|sainte saint|sankt saint|mount mt|mtn mountain|
`;

export const abbreviations: ReadonlyMap<string, string> = new Map(
  pairs
    .replace(/\n/g, '')
    .split('|')
    .filter((pair) => pair !== '')
    .map((pair) => pair.split(' ') as [string, string]),
);
