/**
 * Words that many unrelated organizations choose as their name: common surnames and given names, colours, animals,
 * and what sounds good over a door. Sharing one of them tells less than sharing an invented word.
 */
export const commonWords: readonly string[] = `
smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson thomas taylor moore jackson martin lee perez thompson
harris sanchez clark ramirez lewis robinson walker young allen king wright scott torres nguyen hill flores adams nelson baker rivera campbell mitchell carter roberts
gomez phillips evans turner diaz parker cruz edwards collins reyes stewart morris morales murphy cook rogers gutierrez ortiz morgan cooper peterson bailey reed kelly howard
ramos kim cox ward richardson watson brooks chavez wood james bennett gray mendoza ruiz hughes price alvarez castillo sanders patel myers long ross foster jimenez powell
sullivan russell jenkins perry butler barnes fisher henderson coleman simmons patterson jordan reynolds hamilton graham wallace west cole hayes bryant gibson ellis stevens
murray ford marshall owens mcdonald harrison ruiz kennedy wells alvarez woods washington burns warren dixon ramos reyes hunt gordon shaw holmes rice robertson black daniels
palmer mills nichols grant knight ferguson rose stone hawkins dunn perkins hudson spencer gardner stephens payne pierce berry matthews arnold wagner willis ray watkins olson
carroll duncan snyder hart cunningham bradley lane andrews ruiz harper fox riley armstrong carpenter weaver greene lawrence elliott chavez sims austin peters kelley franklin
lawson fields gutierrez ryan schmidt carr vasquez castillo wheeler chapman oliver montgomery richards williamson johnston banks meyer bishop mccoy howell alvarez morrison hansen
john robert michael william david richard joseph charles christopher daniel matthew anthony mark donald steven paul andrew joshua kenneth kevin brian george timothy ronald
jason edward jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin frank brandon benjamin gregory samuel raymond patrick alexander jack dennis jerry tyler aaron
jose henry adam douglas nathan peter zachary kyle walter harold jeremy ethan carl keith roger gerald christian terry sean arthur austin noah lawrence jesse joe bryan billy
mary patricia jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa margaret betty sandra ashley dorothy kimberly emily donna michelle carol amanda melissa
deborah stephanie rebecca laura sharon cynthia kathleen amy shirley angela helen anna brenda pamela nicole ruth katherine samantha christine emma catherine virginia rachel
carolyn janet maria heather diane julie joyce victoria kelly christina joan evelyn lauren judith olivia frances martha cheryl megan andrea hannah jacqueline ann jean alice
kathryn gloria teresa sara janice doris julia grace judy beverly denise marilyn amber danielle rose brittany diana abigail jane lori anne annie johnny bobby jimmy tommy mike
red blue green white black silver golden gold grey orange purple pink crystal diamond pearl ruby emerald amber jade sapphire platinum bronze copper iron steel stone rock
mountain river valley lake ocean sea bay harbor harbour island beach coast forest woods prairie meadow field hill hills ridge summit peak canyon creek spring springs falls
bridge gate gateway tower castle crown royal king queen prince princess knight duke eagle falcon hawk raven phoenix wolf bear lion tiger panther mustang stallion dolphin otter
owl dove swan fox deer elk buffalo bull horse star stars sun moon sky cloud rainbow thunder lightning storm wind fire flame spark light bright sunrise sunset horizon dawn
american national first united federal republic patriot liberty freedom independence independent union unity alliance allied pioneer frontier heritage legacy tradition
classic vintage antique modern future next new nova novus omega alpha beta delta sigma gamma zeta apex vertex zenith pinnacle summit acme prime premier premium elite select choice
superior supreme ultimate total complete perfect ideal quality precision accurate trusted reliable honest integrity honor trinity genesis eden zion bethel calvary grace faith hope
love joy peace harmony happy lucky fortune magic dream dreams vision mission purpose passion spirit soul heart mind body life living alive vital pure simple simply fresh
clear clever smart genius wise wisdom bold brave strong mighty titan giant atlas hercules apollo mercury mars venus jupiter saturn neptune pluto orion polaris galaxy cosmos
cosmic universe universal world planet earth terra globe global continental metro metropolitan urban city town village suburban country county rural rustic cottage cabin
lodge manor villa mansion palace garden gardens grove orchard oak maple pine cedar willow elm birch ash magnolia palm rose lily lotus daisy iris ivy sage olive cherry apple
lemon peach plum berry honey sugar spice salt pepper ginger mint vanilla cocoa mango coconut banana orange
north south east west northern southern eastern western northeast northwest southeast southwest central mid midwest pacific atlantic arctic gulf caribbean mediterranean
capital capitol corner cornerstone keystone anchor compass beacon lighthouse landmark milestone benchmark crossroads junction station depot harbor port haven refuge shelter
base core edge point vertex axis orbit loop circle square triangle cube prism spectrum matrix vector quantum fusion synergy momentum velocity rapid swift express quick fast instant
dynamic dynasty empire imperial sovereign regent majestic grand great big little small mini micro macro mega ultra super hyper max maximum extra plus double triple twin
one two three four five six seven eight nine ten first second third hundred million
beyond above over under inside outside around across through open close safe secure guardian shield sentinel defender ranger scout explorer voyager navigator pilot captain
champion victory victor winner triumph glory
casa villa don el bella bon buena vista rio sol luna santa san saint mama papa nonna tio mi tu
my your our their people person friends friend neighbors folks baby babies boys girls guys ladies gentlemen
best better good great nice cool hot warm cold polar arctic tropical tropic paradise oasis desert jungle safari savanna alpine nordic celtic roman greek spartan trojan viking
texan yankee dixie cajun creole aztec maya inca indian african asian oriental chinese korean thai italian french spanish german irish english british scottish canadian
target mission direct signature reserve prospect venture advance advanced progress progressive evolution revolution revive renew renewal restore recovery reach rise rising
elevate ascend ascent climb leap jump bounce boost blast burst pulse wave waves tide current flow stream cascade torrent
`
  .trim()
  .split(/\s+/);
