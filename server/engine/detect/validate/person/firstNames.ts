/**
 * Given names that are common in many countries' registers and are no words of English or of code.
 *
 * Data alone. Names such as Mark, Will, Grace or Chase are left out: as words they are far more frequent.
 */

const names = `
james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony donald steven
paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary nicholas eric jonathan
stephen larry justin scott brandon benjamin samuel gregory frank alexander raymond patrick dennis jerry tyler aaron jose
adam henry nathan douglas zachary peter kyle walter ethan jeremy harold keith christian roger noah gerald carl terry sean
arthur lawrence jesse dylan bryan joe jordan billy bruce albert willie gabriel logan alan juan wayne roy ralph randy
eugene vincent russell elijah louis bobby philip johnny bradley mason mary patricia jennifer linda elizabeth barbara susan
jessica sarah karen lisa nancy betty margaret sandra ashley kimberly emily donna michelle carol amanda dorothy melissa
deborah stephanie rebecca sharon laura cynthia kathleen amy angela shirley anna brenda pamela emma nicole helen samantha
katherine christine debra rachel carolyn janet catherine maria heather diane ruth julie olivia joyce virginia victoria
kelly lauren christina joan evelyn judith megan andrea cheryl hannah jacqueline martha gloria teresa ann sara madison
frances kathryn janice jean abigail alice julia judy sophia denise amber doris marilyn danielle beverly isabella theresa
diana natalie brittany charlotte marie kayla alexis lori tiffany tammy crystal leslie erica stacy vanessa monica
wilhelm heinrich friedrich hans karl klaus dieter wolfgang uwe bernd rainer horst helmut manfred gerhard andreas stefan
matthias sebastian tobias florian lukas leon felix maximilian niklas jonas moritz johannes markus juergen thorsten holger
sven dirk ralf katharina sabine petra monika renate ursula gisela ingrid heike birgit anja silke nadine annika lena lea
franziska johanna greta jean-pierre jean-luc pierre jacques michel francois philippe nicolas guillaume thierry laurent
olivier pascal stephane mathieu antoine hugo bastien camille chloe manon juliette amelie celine sylvie nathalie isabelle
brigitte monique giovanni giuseppe marco luca matteo lorenzo alessandro francesca chiara giulia federico paolo roberto
salvatore antonio giacomo elena valentina alessandra silvia paola carlos javier alejandro miguel fernando pablo sergio
jorge alberto eduardo ricardo rafael manuel francisco luis pedro diego andres santiago mateo guillermo enrique raul
guadalupe carmen lucia sofia gabriela mariana daniela fernanda camila valeria ximena isabel beatriz joao jose-luis paulo
thiago gustavo leonardo rodrigo marcelo felipe bruno caio luiz renata juliana leticia larissa aline patrícia pieter
johan willem jeroen sander maarten bart wouter anneke marieke femke sanne lars erik bjorn anders magnus henrik mikael
fredrik gunnar nils astrid karin kristina birgitta solveig ingeborg jukka mikko antti juha heikki timo matti aino
helmi piotr krzysztof andrzej tomasz jakub mateusz wojciech grzegorz pawel katarzyna agnieszka malgorzata magdalena
joanna zofia jan-erik ivan dmitri dmitry sergei sergey aleksandr vladimir nikolai mikhail alexei alexey andrei oleg igor
yuri olga natalia tatiana svetlana irina ekaterina anastasia oksana taras bohdan mehmet mustafa ahmet fatma ayse emre
burak zeynep elif mohammed muhammad mohamed ahmed hassan hussein ibrahim khalid omar fatima aisha khadija maryam abdullah
yusuf tariq layla zainab noor raj rahul amit priya anjali sanjay vijay rajesh suresh ramesh deepak pooja neha arjun rohan
ananya aditya vikram lakshmi kavita sunita meera wei xiaoming hiroshi takashi kenji yuki sakura haruto yuto akira naoko
keiko yoko minjun jiwoo seoyeon nguyen linh minh chukwu oluwaseun adebayo kwame amina ngozi chinedu thabo sipho
liam mia ava amelia harper evelyn aiden jackson lucas oliver caleb isaac hailey claire audrey zoe penelope layla
riley aubrey brooklyn allison savannah gavin colton dominic xavier gregor alistair duncan fiona hamish ewan siobhan
niamh aoife padraig seamus ciaran rhys owen gareth bronwen nadia yasmin leila karim rashid jamal latoya tyrone darnell
shaniqua alejandra esteban ignacio rosario dolores consuelo norma marjorie mildred ernest clarence stanley leonard
francis melvin leroy theodore clifford herbert frederick alfred bernard lester edwin harvey gilbert geraldine lorraine
phyllis lillian josephine edna thelma bernice marcus derek curtis travis corey dustin shawn brent chad jared trevor
tanya tonya kristen kristin kristina erin katie holly tara wendy dana tracy stacey carla yolanda yvonne vera nora
bethany brianna jasmine mackenzie makayla alyssa courtney lindsay lindsey kelsey chelsea cassandra candice
margarita adriana claudia veronica lydia leonor estelle simone colette genevieve sylvain aurelien damien yannick
heidi sheila wyatt finn darian gerry noemi romane annika marcin feliks helena lilia gabriela ines donato ambrogio jarred
salvador mamie caroline elias oskar emil anton paula ella mila clara frieda matilda theo henri jules raphael gaspard
margaux lucie eva jeanne adele ines lina rosa louise agathe clemence elodie aurelie sandrine valerie veronique corinne
tommaso edoardo riccardo davide simone andrea nicola filippo pietro emanuele aurora ginevra beatrice martina sofia
giorgia ludovica caterina serena ilaria elisa concetta angelo vincenzo raffaele domenico gennaro alvaro adrian ivan
hector oscar ruben cristian nuria marta rocio pilar mercedes inmaculada montserrat lourdes esperanza soledad tomas joaquim
rui tiago goncalo duarte ines matilde leonor joana filipa rita catarina vitor vinicius murilo heitor enzo lorena yasmin
stijn daan sem bram thijs ruben niels joris koen wim kees annelies lotte fleur eva sophie noor iris roos tess maud
elsa alva wilma ebba signe maja alma saga freja ida sigrid linnea elin emelie ulla britta lennart goran hakan stig rolf
kjell terje oyvind torbjorn eirik sindre hilde marit randi liv turid aksel jesper kasper rasmus soren mads jorgen niels
lone mette hanne kirsten birthe inge bodil eero kalle pekka seppo kaisa anneli tuula marja ritva tadeusz zbigniew
jerzy ryszard stanislaw mariusz dariusz slawomir adam michal lukasz maciej kacper szymon filip zuzanna hanna maja lena
alicja oliwia natalia wiktoria karolina ewa barbara jadwiga halina danuta bozena iwona renata dorota beata aneta sylwia
jan jiri petr pavel vaclav milan zdenek jaroslav ladislav vojtech eliska tereza katerina lenka hana veronika jitka
istvan laszlo jozsef zoltan ferenc gabor attila balazs katalin ildiko zsuzsanna erzsebet ion gheorghe vasile mihai
alexandru elena ioana andreea dimitrios georgios konstantinos ioannis nikolaos panagiotis eleni vasiliki katerina
boris maxim maksim artem kirill denis konstantin stanislav viktor viktoria yulia elizaveta polina daria alina ludmila
ali mehdi reza hossein amir farid samir nabil walid bilal hamza ismail idris suleiman rania hana salma amal samira
nasser faisal abdul saeed usman imran bilal zara sana hina sadia ravi arun ashok anil sunil manoj vivek nikhil rakesh
mahesh ganesh harish kumar krishna shreya divya swati nisha rekha geeta anita sneha ritu ishaan kabir rohit gaurav
jing ying ming hong feng jun lei yan hui min yong chen kazuo satoshi daisuke shinji hideo masako yumi ayumi naomi emi
jihoon seojun hyun eunji sangwoo tuan hung thanh trang lan mai phuong kofi yaw kojo akua abena chioma emeka ifeanyi
babatunde funmilayo tendai tatenda mandla nomsa lerato zanele wanjiru kamau njeri otieno makena jabari
ernesto armando gerardo alfredo arturo ramon julio cesar hugo ivan mauricio rodolfo leticia alicia rosa irma yolanda
blanca elvira maribel marisol graciela silvia angelica araceli griselda wanda sheryl loretta eunice gladys hazel
ethel esther thelma wilma bertha viola lucille pauline elsie irene ida eleanor marion florence edith rosemary
nellie minnie clifton wallace milton lloyd cecil morris herman hubert elmer chester floyd gordon vernon glenn dwight
maurice reginald julian marvin wesley angela allen harriet damon preston dominique terrance deandre marquis jamal keisha
imani aaliyah destiny kiara ebony diamond precious kaitlyn kayleigh haley kylie mckenna peyton sydney paige morgan avery
quinn skyler reagan cooper hunter carter landon tanner bryce brody brayden hayden kaden jayden ayden cody dalton devin
spencer garrett grant parker tucker colin declan liam conor eoin cormac maeve saoirse orla sinead roisin catriona isla
callum angus hector lachlan rory iain morag ailsa eilidh gwen carys dylan ieuan megan nia sian
abbie abigayle ada adalberto adalynn adela adelaide adelina adolfo adrienne agata agustina aida aileen aimee ainsley alana
alanna alba alberta alec aleksander alena alessia alexandra alexandre alexandria alfie alfonso alfonzo alida alisa alisha
alison allan allie alvin alwin alyson amadeo amalia amara amaya amira anabel anais andre andy angeline angelique angie anika
anissa annabel annabelle annalise anne annelie annemarie annette annie annmarie anouk anselmo antoinette antonette antonia
antonina apolonia archie ariana arianna arlene armand armin arnaldo arne arnold aron arron arvid ashleigh ashlyn ashton
audra augusta augusto aurelia aurelio avril axel baldomero barney basilio becky belinda ben benito bernadette bernadine
bernardo bernhard bernie berta bertrand bessie bethan beulah bianca blaise blake bobbie bonifacio bonnie brad braxton
brendan brenna brett bria bridget bridgette brigida britney britt bruna bryanna bryant byron caitlin calvin cameron camilla
candelario carey carlo carlotta carlton carmela carmelo carmine carole carolina carrie carroll casandra casper cassidy
cassie catharina cathy cecelia cecile cecilia cedric celestino celia chantal charlene charlie chelsie cherie cheyenne chris
christa christelle christie christophe christy cipriano ciro clare clark claudette claudine claudio clayton clement
clemente clementina clementine cleo clint clinton clotilde clyde colleen collin conner connie connor conrad constance cora
coralie cordelia corine corinna cornelia cornelius coy craig cristina cristobal cyril damian danilo danny dante daphne darcy
darin dario darla darlene darrell darren darryl daryl dave deanna debbie debora deena deirdre delbert delfina delia delilah
delores delphine demetrio demetrius denny desiderio desiree desmond dexter dianna dianne dimitri dina dino dixie dolly
domenica domingo dominick donata donnie donovan dora doreen dorian doug duane dwayne earl earnest eddie edgar edgardo edmond
edmund efrain efren eileen einar eladio elaine elda eleazar eleonora eli eliane eligio elise eliseo eliza elke ellen elliot
elliott ellis elna eloisa eloise eloy elton elvis emanuel emery emile emilee emilia emiliano emilie emilio emmanuel
emmanuelle emmett enrico erick erika erma ernestina ernie ervin erwin esmeralda essie estefania estella ester etta eugenia
eugenio eulalia eusebio evan evangelina evelina everett evert ewald ezequiel ezra fabian fabiana fabienne fabiola fannie
faustino fausto felicia felicity fermin filiberto filomena flavia flavio flora florencio florine franco frankie franklin
frans fred freda freddie freddy frederic frederique frida gabriella gabrielle gaetano gail garth gene genoveva geoffrey
georgette georgina gerard gerda germaine german gertrud gertrude gianni gilberto gilda gina gino giovanna giselle glauco
glen glenda gonzalo graham greg gregorio gretchen gudrun guido gustave gwendolyn hank hannes harald harrison harry hattie
helene helga henriette hermann herminia herminio hilario hilary hilda hildegard hilma hipolito hollie hollis horace hortense
howard hugh humberto ian ike ilona ilse imelda imogen imogene ingmar irvin irving isaiah isaias isidoro isidro ismael ivo
ivonne jacinthe jacinto jacklyn jacky jaime jake jamarcus jana jane janell janelle janie janine janis jannie jarrod jasper
jayne jeanette jeannie jeff jeffery jenna jennie jenny jeremiah jeremie jermaine jerome jess jessie jill jillian jim jimmie
jimmy joachim joann joanne jodie jody joel joelle joey johnnie jonatan jonathon jordy josefa josefina josh josiah josiane
josue jozef juana juanita jude judson julianne julius jurgen justina justine justus kaitlin kara kari karina karine karla
kasandra kasey kaspar katarina kate kathie kathy katrina keegan kellie kelvin ken kendall kendra kendrick kenny kerstin kim
kirk kirsty knut konrad kornelia krista kristi kristian kristie kristofer kristopher kristy krystal kurt kurtis ladislao
lamar lana lara latasha laurence laurie lavinia lazaro leah leandra leandro leann leanne leda leigh lenora leo leona leonel
leonie leonora leopold leopoldo lewis lia liana lidia lila lilian liliana liliane lilly lino lionel lisandro lise livia liza
lizzie lois lola lonnie lora lorenz lorenza lottie louie louisa luciana luciano lucienne lucinda lucio lucy ludwig luigi
luisa luke lula lulu lupe luther lyle lynda lynette lynn lynne mabel mable madeleine madeline mafalda magali magda maggie
malcolm malena mallory mandy manuela marc marcel marcela marcelina marcelino marcella marcelle marci marcia marcy margareta
margarete margie margit margo margot margret marguerite marian marianna marianne mariano marielle marietta mario marisa
marissa maritza marius marla marlene marlon marsha marshall martin martine marty marva mathew mathias mathilde matt mattie
maura maureen maxime maxine meagan meghan meike melania melanie melinda melisa meredith merle micaela michele mickey milena
millicent millie milly mina mindy mira miranda mireille miriam mirko mitch mitchell moira moises mollie molly mona moses
muriel mylene myra myriam myrna myron nanette narciso natanael natasha nathaniel nazario ned neil nell nelson nestor nettie
neville nichole nick nickolas nicky nico nicodemo nigel nikita nikki nina noel noelia noelle noemie nolan norbert norberto
norman octavia octavio ofelia olaf olimpia ollie ophelia oriana orville osvaldo oswald otilia otis otto palmira pam pascale
pasquale patsy patti patty paulette paulina peggy percy perry pete phil phoebe pia polly priscilla quentin quirino rachael
rachelle rafaela ramiro ramona randal randall randolph raoul raquel reba rebeca reggie regina reinhold rene renee reuben
reyes reyna rhoda rhonda rick rickey ricky rigoberto robbie roberta robyn rochelle roderick rodney roel rogelio roland
rolando romana romina ron ronda ronnie ronny rosalia rosalie rosalind rosalinda rosanna roscoe rosella rosemarie rosendo
rosetta rosie rosina rowan rowena roxane roxanne rudolph rudy rufino rufus rupert russ sabina sabrina sadie sally sam
samanta sammy santina sarita sasha saskia saul sebastiana selena selma serafin sergiusz seth severino shane shannon shari
sharron shaun shauna shawna shelby sheldon shelia shelley shelly sheri sherman sherri sherrie sherry sidney sigurd silas
silvio simon simona sofie sonia sonja sonya stan stefania stefanie stella stewart stuart susana susanna susanne susie
suzanne suzette sybil sylvester sylvia tabitha tamara tami tammie tamsin tania tasha ted teodora teodoro terence teri
terrell terri tessa thaddeus thea theodor theodora therese theresia tia tilde tim tina toby todd tom tommie tommy toni tony
torsten traci tracie tricia trina trisha tristan troy trudy tyra ubaldo ulf ulises ulysses urbano uriel valarie valentin
valeriano valerio vance vasco veda velma verna vicenta vicente vicki vickie vicky victor vidal vilma vince vincenza virgilio
vito vivian viviana viviane vivien vivienne waldemar warren wendell werner wes wilbert wilbur wilfred wilfredo wilhelmine
willard willis winifred winston woodrow xenia yesenia yvette zack zaira zane zelda zita
`;

/** Names among them that are words more often. */
const words = new Set(
  'grant parker hunter carter cooper tanner morgan diamond precious destiny ebony viola hazel aurora iris hana ida dominique'.split(
    ' ',
  ),
);

/** Lower-case given names. */
export const firstNames: ReadonlySet<string> = new Set(
  names
    .trim()
    .split(/\s+/)
    .filter((name) => !words.has(name)),
);

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
