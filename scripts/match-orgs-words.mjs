// Words from which invented organizations are made. Common ones stand first: the generator draws them more often.
const list = (text) => text.trim().split(/\s+/);
const phrases = (text) => text.trim().split(/\s*\|\s*/);

export const surnames = list(`
Smith Johnson Williams Brown Jones Garcia Miller Davis Wilson Anderson Taylor Moore Jackson Martin Lee Thompson White Harris Clark Lewis Robinson Walker
Young Allen King Wright Scott Hill Green Adams Baker Nelson Carter Mitchell Roberts Turner Phillips Campbell Parker Evans Edwards Collins Stewart Morris
Murphy Cook Rogers Morgan Cooper Peterson Reed Bailey Bell Kelly Howard Ward Cox Richardson Wood Watson Brooks Bennett Gray James Hughes Price Myers Long
Foster Sanders Ross Powell Sullivan Russell Jenkins Perry Butler Barnes Fisher Henderson Coleman Simmons Patterson Jordan Reynolds Hamilton Graham Wallace
Kuykendall Abernathy Boatwright Castellano Delacroix Eberhardt Fitzgerald Gunderson Hallstrom Ingersoll Jablonski Kowalczyk Lindqvist Mcallister Nakamura
Oyelaran Pemberton Quackenbush Rasmussen Szymanski Tollefson Underhill Vandermeer Wojcik Xenakis Yarborough Zimmermann Ashcroft Birdsall Crenshaw Dunleavy
Ellsworth Farnsworth Gallagher Hathaway Isaacson Jorgensen Kirkpatrick Lancaster Mackenzie Northcutt Ostrander Prendergast Rutherford Sinclair Trowbridge
Upchurch Vanderbilt Whitaker Yamamoto Zeller Bachmann Calloway Donahue Engelhardt Fairbanks Goldberg Hennessy Kessler Lombardi Mcdowell Novak Pettigrew Ramsey
Schneider Tanaka Urbanski Villanueva Weatherby Albrecht Blackwood Chaudhary Dietrich Espinoza Fontaine Guerrero Holloway Ivanova Kaminski Lafontaine Medina
`);

export const givens = list(`
James Mary John Linda Robert Susan Michael Karen David Lisa William Nancy Richard Betty Thomas Sandra Charles Ashley Joseph Emily Daniel Donna Anthony Carol
Mark Amanda Paul Melissa Steven Debra Andrew Laura George Rebecca Kevin Sharon Brian Cynthia Jason Kathleen Maria Angela Annie Bobby Gloria Hector Ingrid
Javier Kelsey Lorenzo Miguel Nadia Oscar Priya Quentin Rosa Sofia Tyrone Ursula Vincent Wendy Xavier Yolanda Zoe
`);

export const places = phrases(`
Chicago|Springfield|Austin|Dallas|Little Rock|Franklin|Clinton|Madison|Georgetown|Salem|Fairview|Bristol|Oakland|Riverside|Monroe|Jackson|Columbus|Cleveland|
Orange|Richmond|Lexington|Arlington|Manchester|Dover|Hudson|Milton|Newport|Auburn|Dayton|Cedar Falls|Green Bay|Grand Forks|South Bend|Fort Wayne|St. Cloud|
San Marcos|Santa Clara|Santa Rosa|Lake Forest|Palm Harbor|Baton Rouge|El Paso|Eau Claire|Des Moines|Coeur d'Alene|Broken Arrow|Walla Walla|Yakima|Tulare|
Kanawha|Niagara|Sedgemoor|Wiltshire|Cumbria|Dorset|Kent|Hertfordshire|Utrecht|Groningen|Friesland|Zeeland|Finnmark|Rogaland|Agder|Vestfold|Skåne|Dalarna|
Värmland|Jönköping|Västerås|Lüneburg|Göttingen|Würzburg|Regensburg|Mönchengladbach|Besançon|Orléans|Béziers|Bretagne|Málaga|Córdoba|León|Cataluña|Łódź|Gdańsk|
Waimakariri|Taranaki|Canterbury|Otago|Ballarat|Bendigo|Geelong|Wollongong|Kelowna|Saskatoon|Moncton|Sudbury|Thunder Bay|Medicine Hat
`);

export const fancies = list(`
American National First United Pacific Capital Heritage Global Central Premier Elite Express Golden Royal Crown Liberty Summit Pioneer Phoenix Eagle Star Sun
Blue Red Green Silver Diamond Mountain River Valley Coast Ocean Harbor Lake Forest Prairie Horizon Vista Apex Alpha Omega Delta Nova Quantum Vertex Beacon
Compass Anchor Lighthouse Cornerstone Keystone Bridge Gateway Frontier Trinity Unity Legacy Integrity Precision Advanced Allied Modern Classic Vintage Urban
Metro Rapid Swift Bright Clear Pure Fresh Happy Lucky Magic Wild Iron Steel Copper Stone Oak Maple Willow Cedar Magnolia Bluebonnet Sunflower Lotus Falcon
Hawk Raven Wolf Bear Lion Tiger Mustang Bronco Stallion Dolphin Otter Badger Thunder Lightning Storm Cascade Aurora Eclipse Zenith Pinnacle Evergreen
Northern Southern Eastern Western Atlantic Continental Colonial Imperial Patriot Independent Community People's Farmers Merchants Citizens Family Kids
`);

export const trades = phrases(`
Construction|Restaurant|Auto Repair|Plumbing|Properties|Landscaping|Lawn Care|Cleaning Services|Janitorial Services|Consulting|Trucking|Salon|Hair Salon|
Beauty Boutique|Pizza|Bakery|Coffee|Coffee House|Grill|Bar & Grill|Mexican Restaurant|Taqueria|Sushi|Food Mart|Tire Center|Insurance|Insurance Agency|Realty|
Real Estate|Law Firm|Dental|Family Dentistry|Chiropractic|Optometric Clinic|Pharmacy|Veterinary Clinic|Animal Hospital|Electric|Heating & Air|Roofing|Painting|
Flooring|Design|Interiors|Photography|Marketing|Media|Printing|Staffing|Logistics|Transport|Storage|Mini Storage|Self Storage|Rentals|Car Wash|Body Shop|
Daycare|Learning Center|Academy|Fitness|Yoga Studio|Spa & Nails|Nails|Barber Shop|Florist|Gifts|Jewelers|Furniture|Hardware|Lumber|Supply|Industrial Supply|
Steel|Machine|Manufacturing|Engineering|Consulting Engineers|Software|Technologies|Systems|Networks|Computer Repair|Security|Accounting|Tax Service|Bookkeeping|
Tax & Bookkeeping|Financial Services|Investments|Capital Management|Mortgage|Title|Travel|Catering|Wine|Brewing Company|Farms|Ranch|Nursery|Tree Service|
Pest Control|Pool Service|Glass|Welding|Contractors|Home Builders|Remodeling|Custom Homes|Development|Apartments|Entertainment|Music|Productions|Sports
`);

export const sectors = phrases(`
Therapeutics|Pharmaceuticals|Biosciences|Biopharma|Bancorp|Bancshares|Financial|Energy|Oil & Gas|Resources|Minerals|Gold|Mining|Technologies|Technology|Software|
Systems|Semiconductor|Networks|Communications|Media|Entertainment|Gaming|Brands|Foods|Restaurants|Retail|Apparel|Health|Healthcare|Medical|Diagnostics|Devices|
Robotics|Materials|Chemical|Industries|Industrial|Aerospace|Airlines|Logistics|Shipping|Marine|Realty Trust|Properties|Capital|Acquisition|Growth|Solar|Power|
Renewables|Water|Environmental|Education|Interactive|Digital|Mobile|Motors|Electric|Battery|Labs|Holdings|Group|International|Partners|Ventures|Enterprises
`);

export const institutions = phrases(`
School District|Independent School District|Unified School District|Police Department|Fire Department|County Council|City Council|Public Library|Public Schools|
Housing Authority|Electric Cooperative|Credit Union|Community College|University|Health Department|Department of Transportation|Water Authority|Sheriff's Office|
District Council|Regional Council|Community Bank|Savings Bank|Hospital|Medical Center|Museum|Symphony|Chamber of Commerce|Food Bank|Transit Authority
`);

export const foreign = phrases(`
Länsstyrelsen i * län|Statsforvalteren i *|Veiligheidsregio *|Bibliotheek *|Stadtwerke *|Sparkasse *|Volksbank *|Polizeidirektion *|* kommune|* Energi|* Nett|
Gemeinde *|Mairie de *|Caixa *|Caja Rural de *|Ayuntamiento de *|Bäckerei *|Apotheke *|Farmacia *|Pizzeria *|Ristorante *|Boulangerie *|Café *|Getränke *|
Goodwill of *|Goodwill Industries of *|Goodwill of Northern *|Habitat for Humanity of *|YMCA of *|Humane Society of *|Boys & Girls Club of *
`);

export const franchises = list(`
Burgerium Starbeans Tacorama Pizzavolo Gasolane Tirezone Rentiko Pharmax Shopway Coffeeland Donutery Hotelux Gymnos Lumbermart Paintero Oilwell Bankora Pawnex
`);

export const legal = phrases(`
LLC|Inc|Inc.|Corp|Corp.|Ltd|Ltd.|Co|Company|Corporation|Limited|L.L.C.|PLLC|LP|L.P.|LLP|PLC|N.V.|S.A.|AG|GmbH|AB|AS|B.V.|Pty Ltd|S.p.A.
`);

const onsets = list(
  'b br c ch cl cr d dr f fl fr g gl gr h j k kl kr l m n p pl pr qu r s sc sh sk sl sm sn sp st str t th tr v w x y z',
);
const vowels = list('a a e e i i o o u y ai ea ee ia io oa ou');
const codas = list('n r l s t x m d k v lt nd nt rk rs st ll ss');
const ends = list(
  'a o ia io ix ex on um us is ra va na ta tech gen med bio cor net soft med tic dyne rix zon via tra',
);

/** An invented word, such as `Brintaria`. `random()` gives 0 to 1. */
export function invent(random) {
  const pick = (words) => words[Math.floor(random() * words.length)];
  let word = pick(onsets) + pick(vowels);
  const more = 1 + Math.floor(random() * 2);
  for (let at = 0; at < more; at++)
    word += (random() < 0.6 ? pick(codas) : '') + pick(onsets.slice(0, 30)) + pick(vowels);
  word += random() < 0.6 ? pick(ends) : pick(codas);
  return word.slice(0, 12).replace(/^./, (letter) => letter.toUpperCase());
}
