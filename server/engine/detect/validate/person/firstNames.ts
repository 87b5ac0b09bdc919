/**
 * Given names that are common in many countries' registers and are no words of English or of code.
 *
 * Data alone. Names such as Mark, Will, Grace or Chase are left out: as words they are far more frequent.
 */

import given from './givenNames.json';

/** In lower case. */
export const firstNames: ReadonlySet<string> = new Set(given.names.flatMap((line) => line.split(' ')));

/** Given names that are written with accents in their languages, without them: bare they are words or rare. */
export const accentedNames: ReadonlySet<string> = new Set(
  `
jurgen gunther gunter jorg gotz bjorn soren bjarne ozgur umit omer gokhan tugba seyma yagmur cagla sukru gulsen ugur ilker
rene andre francois jerome stephane helene cecile frederic benoit gregoire herve loic mickael remi sebastien theophile zoe
anais melanie eloise etienne agnes gerard joel michael leonie lea leo noe maelys anael celia elise edith emilie eleonore
amelie aurelie aurelien adele genevieve solene maite thais chloe ines angel jesus joaquin martin monica belen ivan victor
andres matias agustin fabian german cristobal sonia angela concepcion encarnacion asuncion maria lucia sofia rocio noelia
julia ramon raul oscar hector cesar ruben adrian alvaro inigo xoan nuria merce lidia monica joao luis antonio vitoria inacio
fabio flavio marcio claudio mario andre lucio julio jose tomas simao estevao sebastiao goncalo conceicao angelica debora
asa goran hakan orjan ake soren jorgen oyvind oystein bard torbjorn malfrid pal age lukasz michal pawel malgorzata slawomir
stanislaw wladyslaw zdzislaw bozena elzbieta agnieszka ondrej stepan ales matej jiri tomas lubos zdenek vaclav bozena
ruzena zdenka frantisek lukas marek simon eliska tereza istvan gabor laszlo jozsef balazs akos agnes eva zsofia arpad gyorgy
sandor janos ferenc zoltan tamas adam balint matyas marton stefan ionut catalin razvan stefania alexandru cristian
sean sinead siobhan aine padraig roisin ciaran oisin eadaoin fionnuala seamus eamon niall caoimhe nguyen tran pham hoang
dang bui duong minh thanh duc huong phuong thuy hai tuan dusan milos zeljko goran sasa nikola drazen natasa snezana jasmina
sigurour pall olafur jon guorun kristjan thorunn arni eidis
`
    .trim()
    .split(/\s+/),
);
