/**
 * Words by what they tell about an organization, all folded. A word of none of these lists is taken for a proper name.
 * The lists are about names in general, not about any set of customers.
 */
const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Words between words. They are never needed and never enough. */
export const stopWords = words(`
and the of for in on at by to a an y e i et und og och en de del della dell delle dei di da do dos das du des la le les el los las lo il der die das
dem den von vom zu zur zum van het d l s with from or und'
`);

/** Words a company adds without becoming another one. */
export const fillerWords = words(`
group groupe gruppe grupo gruppo holdings holding international enterprises enterprise global worldwide company companies
corporate corporation brand brands partners partner associates ventures venture solutions services service systems system
technologies technology industries industry products stores store shop shops official online usa us uk europe the
americas intl inc ltd llc corp limited co
`);

/** What an organization does. Shared by many, so it separates little; yet another trade is another organization. */
export const tradeWords = words(`
academy accounting advertising advisors agency air airlines airport alliance apartments apparel apotek apotheke apotheek architects art arts
associates association attorney attorneys auto automobile automotive autos aviation baker bakery banca banco bancorp bancshares bank banking banque bar barber bbq beauty beverage
beverages bike bikes bikeshare biopharma biosciences biotech biotherapeutics boutique brewery brewing builders building burger burgers bus business butcher cab cafe caffe care
carpet casino catering cellular cement center centers chapel charter chemical chemicals chicken chiropractic church cinema city cleaners cleaning
clinic clothing club coffee college commercial commission communications community computer computers concrete construction consulting consultants contracting
contractors convenience cooperative cosmetics council counseling courier creations creative credit custom customs dance data daycare deli delivery dental
dentist dentistry department design designs detailing development diagnostics dialysis digital diner direct distribution distributors district donuts drilling
drugs dynamics eatery education educational electric electrical electronics elementary energy energi energia engineering engineers entertainment environmental equipment
estate estates events express eye eyewear fabrication facilities family farm farmers farms fashion federal financial finance fire fireplace fitness flooring florist flowers
food foods foundation frame freight fresh friseur frisor fuel fund funding funeral furniture gallery gaming garage garden gardens gas gifts glass gold golf goods government
grill grocery gym hair hall hardware health healthcare heating high home homes hospital hospitality hotel hotels house housing hvac ice imaging import imports industrial
information infrastructure inn innovations institute instruments insurance interiors investment investments investors janitorial japanese jeans jewelers jewelry juwelier
kitchen kitchens kommune lab laboratories laboratory labs landscape landscaping laundry law lawn learning legal leisure library life lighting liquor loan loans logistics lounge machine machinery
magazine maintenance management manufacturing marine market marketing markets mart materials meat meats media medical medicine memorial men metal metals mexican mills minerals mining ministries
mobile mobil mobility montessori mortgage motor motors moving museum music mutual nail nails natural network networks news nursery nutrition office oil oncology operating optical
optometry organization orthodontics outdoor outfitters outlet packaging paint painting paper park parking parks parts party pediatrics performance personnel pest pet petroleum
pets pharma pharmaceutical pharmaceuticals pharmacy philly phone photography physical pipeline pizza pizzeria plastics plumbing police pool pools post power preschool press primary printing
production productions professional professionals properties property public publishing pub racing radio railway ranch real realty recovery recreation recycling
refining rehabilitation remodeling renewable renewables renovations rental rentals repair research reserve residence residential resort resorts resources restaurant restaurants retail roofing rural salon sandwich sandwiches saving savings
school schools science sciences seafood security self shipping shoes shopping sightseeing social society software solar spa specialty sport sporting sports staffing state station steak steaks steakhouse steel
storage studio studios subs suites supermarket supermarkets supply surgery surgical sushi taco tacos tailor taqueria tavern tax taxi tea team technical telecom telecommunications
telephone textile theater therapeutics therapy tire tires title tobacco tools tours towing town toys trading training transit transport transportation travel tree truck trucking trust
union university utilities utility veterinary village vision voluntary warehouse waste water wealth web wellness wholesale wind window windows wine wines winery wireless wood woodworks work works yogurt youth
apartment authority board brothers children christian clean dry kids lawyer lawyers learning line lodge ltda one plus point pro quick save shipping shore smart stop studio style super surplus tech top total trade trends value wear women woman world
salvage stiftung vind vindkraft wasser stadtwerke verein versicherung sparkasse volksbank backerei bakkerij brot markt supermercado farmacia parafarmacia ristorante trattoria pizzeria panaderia carniceria tienda mercado hogar clinica hospital escuela colegio universidad ayuntamiento gobierno
mairie commune ville communaute gemeente gemeinde stadt landkreis polizei polizeidirektion feuerwehr veiligheidsregio onderwijs school scholen bibliotheek bibliotheken lansstyrelsen lan statsforvalteren fylkeskommune
`);

/** Places. A site adds one without becoming another organization; two different ones contradict. */
export const placeWords = words(`
alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine
maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada hampshire jersey mexico york carolina dakota ohio oklahoma oregon pennsylvania rhode tennessee
texas utah vermont virginia washington wisconsin wyoming ontario quebec manitoba saskatchewan alberta columbia scotia brunswick newfoundland
al ak az ar ca ct fl ga hi id il ia ks ky ma md mi mn mo mt nc nd nh nj nm nv ny oh ok pa ri sc sd tn tx ut va vt wa wi wv wy dc nsw vic qld tas fla calif penn tenn mich minn nebr okla alta
chicago dallas houston austin antonio diego francisco angeles boston seattle denver phoenix portland atlanta miami orlando tampa detroit cleveland columbus cincinnati indianapolis
milwaukee minneapolis louis memphis nashville charlotte raleigh richmond baltimore philadelphia pittsburgh buffalo rochester albany springfield omaha wichita tulsa albuquerque tucson
vegas sacramento oakland fresno jose anaheim riverside honolulu anchorage boise spokane tacoma toledo dayton akron louisville lexington birmingham jackson orleans jacksonville savannah charleston
toronto montreal vancouver calgary ottawa edmonton winnipeg halifax london manchester birmingham leeds glasgow edinburgh bristol liverpool sheffield cardiff belfast dublin cork sydney melbourne brisbane perth adelaide
auckland wellington christchurch paris lyon marseille berlin hamburg munich munchen cologne koln frankfurt stuttgart dusseldorf leipzig dresden bremen hannover vienna wien zurich geneva basel bern amsterdam rotterdam utrecht hague
brussels antwerp madrid barcelona valencia sevilla lisbon porto rome roma milan milano turin naples oslo bergen stockholm gothenburg goteborg malmo copenhagen kobenhavn aarhus helsinki warsaw prague budapest bucharest athens
istanbul moscow dubai delhi mumbai bangalore singapore bangkok jakarta manila tokyo osaka seoul beijing shanghai shenzhen guangzhou hongkong taipei johannesburg durban nairobi lagos cairo
united kingdom ireland scotland wales england france germany deutschland italy italia spain espana portugal netherlands nederland belgium belgie austria osterreich switzerland schweiz suisse sweden sverige norway norge denmark danmark finland suomi poland
polska czech hungary romania bulgaria greece turkey russia ukraine china japan korea india pakistan bangladesh thailand vietnam malaysia indonesia philippines australia zealand canada brasil brazil argentina chile peru colombia israel egypt africa asia europe
lanka nigeria kenya ghana chad bermuda cayman luxembourg iceland estonia latvia lithuania croatia serbia slovenia slovakia cyprus malta
`);

/** What a site adds to say which of several it is, or what stands there. */
export const siteWords = words(`
site sites office offices main hq headquarters headquarter head branch location loc campus plant warehouse factory building bldg floor suite unit dept north south east west northeast northwest
southeast southwest central downtown uptown midtown airport store storefront remote home colo datacenter datacentre dc servers server workstations workstation laptops network lan guest new old
test prod production retired inactive decommissioned former closed cloud azure aws backup dr
`);

/** What an MSP writes before or around a name to sort or mark it. */
export const markWords = words(`
msp zz zzz xx xxx x client customer cust managed unmanaged old inactive new test do not use dnu onboarding offboarding offboarded prospect archived archive internal vip
break fix breakfix co-managed comanaged account acct coinc ref id
`);

/** Marks after which another name of the same organization follows. */
export const aliasMarks = [
  'dba',
  'aka',
  'fka',
  'ta',
  'trading as',
  'doing business as',
  'also known as',
  'formerly',
  'formerly known as',
  'c/o',
  'previously',
];

/** Endings of internet names, longest first. */
export const domainEndings = words(`
co.uk org.uk ac.uk gov.uk ltd.uk me.uk com.au net.au org.au edu.au gov.au co.nz org.nz co.za com.br com.mx com.sg com.hk co.jp co.in co.il com.tr com.ar
com net org edu gov mil info biz us ca uk au nz de fr es it nl be ch at se no dk fi pl ie eu io co ai app dev cloud tech online store shop law health care agency group solutions me tv cc
`);
