"""Forenames, by which two words with capitals are told to be somebody's name. Those that are everyday words too are few."""

_NAMES = """
    aabha aadhya aadi aahana aaliyah aanya aarav aarin aaron aarti aaryan aayush abayomi abbas abbey abbie abby abdallah
    abdel abdi abdul abdulaziz abdullah abdulrahman abeer abel abelardo abena abha abhay abhijit abhinav abhishek abigail
    abiodun abiola abir achala adaeze adam addison adebayo adel adela adelaida adelaide adele adenike adeola aderonke
    adewale adhira aditi aditya adjoa adnan adolfo adrian adriana adrien advait advik advika afaf afua agastya agata agathe
    agnes agnieszka agustin ahaana ahana ahlam ahmad ahmed aida aidan ailbhe aileen ailis aimee aine ainsley aisha aisling
    ajay ajit akanksha akash akemi akhil akin akinyi akio akira akosua akshara akshay akua akwasi alaa alain alan alana
    alanna alasdair alba albert alberta alberto albrecht alda alden aldo alec alecia alejandra alejandrina alejandro
    aleksandar aleksander aleksandra aleksei alena ales alessandra alessandro alessia alex alexa alexander alexandra
    alexandre alexei alexey alexia alexis alfie alfons alfred alfreda alfredo ali alia alice alicia alicja alina aline
    alisha alison alissa alistair alix alka allan allegra allen allie allison alma alok alona alondra alonso alton alvaro
    alvin alyson alyssa amadeo amaia amaka amal amalia amanda amandine amani amara amari amaris amaya amber amelia amelie
    amey amie amina aminata amir amit amjad amma amos amparo amrit amrita amruta amy amya ana anahi anahita anais anan anand
    anandi ananya anas anastasia anatoly anaya anders andra andre andrea andreas andreea andrei andreia andrej andrew
    andrius andriy andrzej andy aneesa aneta angad angela angelia angelica angelina angelo angie angus anibal anica anika
    aniket anil anirudh anish anisha anita anjali anjana anka ankit ankita ankur anmol anna annabel annabelle annabeth
    annalise anne anne-marie annemarie annette annie annika annmarie ansel anselmo ansgar ansh anshul anthea anthony antoine
    antoinette anton antonella antoni antonia antonin antonino antonio anu anup anupam anuradha anushka anvi anwar anya aodh
    aodhan aoi aoife aparna apoorva april araceli archana archer archie archit ardal aria ariana ariane arianna ariel arin
    arjan arjun arkadiusz arlene arlo armaan armand armando armani armelle arnaud arnav arne arnold arthur arti artie artur
    arturo arun arvind arwa arya aryan aryana asa asad asante asha asher ashish ashlee ashleigh ashley ashling ashlyn ashok
    ashton ashwin asif asma asmaa astrid asuka asuncion atharv athena atieno atul aubrey audra audrey augusta augusto
    augustus aurelia aurelie aurelio aurora aurore ava avani avi avinash avni axel axelle ayaan ayaka ayala ayan ayesha ayla
    ayman ayodele ayomide ayumi ayush aziz azza babajide babatunde babita bailey bala balwinder bao baptiste barbara barbora
    barnaby barney barra barrie barry bartek bartolome bartosz basel basil basma bassam bassem beata beatrice beatrix
    beatriz beau bebhinn bec becca beckett becky belen belinda bella bello ben benedict bengt benicio benita benjamim
    benjamin bennett benno benny benoit berenice bernadette bernadine bernard bernardo bernd bernice bernie bert berta
    bertha berthe bertie bess bessie beth beth-ann bethan bethany betsy betty beulah beverley bharat bhavesh bhavika bhavna
    bhumika bhupinder bianca bilal bill billie billy binh binita birgit birgitta bisi bjorn blaine blair blaithin blake
    blanca blanche blathnaid blazej bo boateng bob bobbie bobby bogdan bogumila boguslaw bohdan bojan bola bolaji boleslaw
    bongani bonnie boris bouchra boyd bozena brad braden bradford bradley brady braeden brahim bran brandi brandon brandy
    branko braxton brayden breanna breda bree brenda brendan brent brenton bret brett brian briana brianna brianne brid
    bridget bridie brielle brigid brigida brigitte britney britta brittany brock brody brogan bronte bronwen bruce bruna
    bruno bryan bryant bryce brynn bryony bukola burt bushra busisiwe byron caden caetano cahal cahir caiden cailin cait
    caitlin caitriona caleb callum calum calvin camden cameron cami camila camilla camille campbell candace candela candice
    candida caoimhe caoimhin caolan cara caragh carey caridad carina carissa carl carla carlene carlo carlos carlota carlton
    carly carmel carmela carmelo carmen carmine carol carolina caroline carolyn carolyne carrie carroll carson carsten
    carter carys casandra casey casper cass cassandra cassidy cassie catalin catalina catelyn caterina cathal catherine
    cathie cathleen cathryn cathy catrin catrina cayden cayla ceara cecil cecile cecilia cedar cedric celeste celestino
    celia celina celine ceri cerys cesar cezary chaitanya chandan chandra chantal chantelle charis charlene charles charley
    charlie charlotte charmaine charu charvi chastity chauncey chelsea chen cheng cheri cherie cheryl cheyenne chia chiamaka
    chiara chibuzo chidi chidinma chieko chika chima chimamanda chinedu chinonso chioma chirag chiyo chloe chris christa
    christal christelle christi christian christiane christie christin christina christine christoph christopher christy
    chrystal chuck chukwuemeka cian ciara ciaran ciera cillian cindy cintia claas claire claire-louise clara clare clarence
    clarice clarisa clarissa clark claud claude claudia claudio claus clayton clemence clemente clementine cleo cleveland
    cliff clifford clint clinton cliodhna cliona clive clodagh clyde cody colby coleen colette colin colleen collin colm
    colman colt colton colum conall conan concepcion conchita conn connie connor conor constance constantin consuelo cora
    cordelia corentin corey corina corinne cormac cornelia cornelius corrie cory cosima cosimo costin courtenay courtney coy
    craig cristal cristen cristian cristina cristobal crystal cuan curt curtis cynthia cyril cyrille czeslaw dacey dagmar
    dahlia daibhi daichi daiki daire daisy daisy-mae daithi daksh dalal dale dalia dalila daljit dalton damian damiano
    damien damini damir damon dan danica daniel daniela danielle danilo danjuma dannielle danny dante danuta danyl daphne
    dara darcy daren daria darija darin dario darius dariusz darla darlene darnell darragh darrel darrell darren darrin
    darryl darsh darshan darshit darwin daryl dashawn dave davey david davide davin davina davis dawn dawson dayo dayton
    deacon dean deana deandre deangelo deanna dearbhla debbie debi debora deborah debra declan dee deena deepa deepak
    deepika deidre deion deirbhile deirdre dejan delali delaney delbert delfina delia delilah della delphine delroy demetrio
    demetrius demi demi-leigh dena denim denis denisa denise denisse dennie dennis denny denzel derbhla derek derick dermot
    derrick deshawn desiree devansh devi devika devin devon devonte dewayne dewey dexter dhanush dharmesh dhruv dhruva diana
    diane dianna dianne diarmaid diarmuid didier diego dieter dietmar digby dilip dillon dilshad dilys dimas dimitar dimitri
    dina dinah dinesh dinu dion dirk disha divit divya diya dmitri dobromir dolores dolors domenico domingo dominic dominik
    dominika dominique dona donal donald donatella donato donna donnacha donncha donnell donnie donovan dora doreen dorian
    dorin doris dorota dorothy dorsey dottie doug douglas dragan drago drishti duane dulce duncan dunya dusan dustin dwayne
    dwight dylan dympna eabha eadaoin eamon eamonn eanna earlene earnest easton ebele eben ebenezer ebony eckhard ed eddie
    eddy edgar edgardo edie edison edita edith edmund edna edoardo eduard eduardo edward edwin edwina edyta effie efrain
    efua egon ehab eileen eilidh eilis eilish eimear eimhear eithne ekaterina ekow ekta elaina elaine elakshi elba eldon
    eleanor eleanora elena eleonora eli elia eliana elias elie elif elijah elisa elisabeth elise eliseo elissa eliza
    elizabeth elke ella ella-mae elle ellen ellery ellie elliot ellison elmer elodie eloise elsa elsie elsie-may elspeth
    elton elva elvira elvis elwood elzbieta eman emanuela emanuele emeka emeline emer emerson emery emese emil emilia
    emiliano emilio emily emma emmanuel emmanuella emmanuelle emmet emmett emory emrys enda enid eniola enrica enrico
    enrique eoghan eoin erasmus ercole eric erica erick ericka erik erika erin erma ermanno ernest ernestine ernesto ernie
    ernst errol erwin esha eshan esme esmee esmeralda esmond esperanza essie esteban estefania estela estelle ester esther
    etain ethan ethel etienne etta euan eufemia eugen eugene eugenia eugenie eugenio eulalia eunice eusebio eva eva-maria
    evan evander evangeline eve evelina evelyn everett evette evie evie-mae ewa ewan ewelina ezequiel ezinne ezra fabian
    fabiana fabiano fabien fabienne fabio fabiola fabrice fabrizio fadel fadi fady fahad faisal faith faiz faiza faizan
    falguni farah fares farhan farid farida faris farouk farrah fateh fatemeh fathi fatiha fatima fatin fatma fatou
    fatoumata fausto fawzi feargal fearghal federica federico felicia felicity felipe felisa felix femi fenton feras
    ferdinand ferdinando ferenc fergal fergus ferhat fermin fernand fernanda fernando fiachra fidel fidelma filip filippo
    filomena finlay finn fintan fiona fionn fionnan fionnuala fiorella firas firoz flavia flavio flora florence florencia
    florent florentino florian floyd fola folake foluke franca frances francesca francesco francis francisco franciszek
    franck franco francois francoise frank frankie franklin frantisek franz fraser frazer fred freda freddie freddy frederic
    frederica frederick frederico freya friedrich fritz fumiko funmi funmilayo gabby gabe gabor gabriel gabriela gabriele
    gabrielle gael gaelle gaetano gage gaia gail galina ganesh gareth garfield garrett garrick garry gary gaspar gaston
    gaurav gauri gavin gayatri gaye gaynor gbenga gearoid gemma gemma-louise gena genaro genevieve genna geoff geoffrey
    geordie georg george georgette georgi georgia georgiana georgie georgina gerald geraldine gerard gerardo gerd gerda
    gerhard geri germaine german gerry gertrude ghada ghassan gheorghe gia giacomo giang gianluca gianna gianni gideon gil
    gilbert gilberto gilda giles gilles gillian gina gines ginevra ginny giorgia giorgio giovanna giovanni girish gisela
    gisele giselle gita gitanjali giulia giuseppe giuseppina gladys glen glenda glendon glenis glenn gloria glyn glynis
    godfrey godwin goldie gonzalo gopal gordon grace graciela grady graeme graham grahame grainne grant grayson graziella
    grazyna greer greg gregor gregorio gregory greta gretchen greyson griffin griselda grzegorz guadalupe guang guido
    guillaume guillermina guillermo guinevere gunjan gunnar gunter gunther gurdeep gurmeet gurpreet gus gustav gustavo
    gustavus gustaw guy gwen gwenda gwendolen gwendolyn gwenllian gwenyth gwyn gwyneth gwynneth habib habiba hadeel hadi
    hadley hafsa hailey hal hala halima halina hallie hamid hamida hamish hamza hana hanan hani hania hank hanna hannah
    hannah-rose hanne hannelore hanno hans hans-peter harald harbhajan hardeep hardik hari haris harish harjit harleen
    harleigh harley harman harold haroun harpreet harriet harriett harrison harry harsh harsha harshad hartmut haruka haruki
    haruto harvey hasan hashim hassan hatem hattie haya hayat hayden haydn hayley haywood hazel heather heather-ann heba
    hector hedley heidi heike heiko heinrich heinz heitor helder helen helena helene helga helmut heloise hema hemant henley
    henri henrietta henrik henrique henry henryk herb herbert herman herminia hernan herta hester hettie hideo hien hieu
    hikari hilario hilary hilda hilton himani himanshu hina hinata hind hiral hiram hiroshi hisako hisham hitesh hitomi
    hoang hoda holden holger hollie holly homer hong honorio horace horacio horatio horst hortense hossam houda howard
    hriday hristo hsin hua huan huang hubert huda hudson hugh hugo huguette humaira humberto humphrey huong hussain hussein
    huw hyacinth hyun hywel iain ian ianto iarla iarlaith ibrahim ibrahima ida idris ifeanyi ifeoma ifeyinwa ignacio
    ignatius igor ijeoma ikechukwu ikram ila ilaria ilene ilie ilona ilse imad iman imane imani imelda imma imogen imogene
    imran imre inaaya inas inaya indie indira indrajit ines inga inge ingo ingram ingrid inigo inmaculada ioana iola iona
    ionut ira irena irene ireneusz irina iris irmgard irvin irving irwin isaac isabel isabela isabell isabella isabelle
    isaiah isha ishaan ishan ishani ishita isiah isidora isidro isla ismael ismail isobel isoken issac issam istvan ita
    itziar iva ivan ivana ivanka iveta ivette ivo ivor ivy iwona izaak izabela izabella izumi izzy jabari jaber jabir jace
    jacek jacinta jacinto jack jackie jacklyn jacky jaclyn jacob jacopo jacqueline jacquelyn jacqui jada jade jaden jadwiga
    jaelyn jagdish jagger jai jaiden jaime jaimie jakayla jake jakob jakub jalal jaleel jalen jamal jamar jamel james
    jameson jamey jami jamie jamil jamila jan jan-marie jana janae jane janelle janessa janet janette janey janice janie
    janina janine janis janko janos janusz jaquan jared jarlath jaromir jaroslav jaroslaw jarred jarrod jarvis jase jasmin
    jasmine jason jaspal jasper jaspreet jasvinder jatin javed javier javiera javon jawad jaxon jaxson jay jaya jayant jayda
    jayden jaydon jayesh jayla jaylen jayne jayson jazmin jean jean-luc jeanette jeanie jeanne jeannette jeannie jeannine
    jed jedidiah jeevan jeff jefferson jeffrey jelani jelena jemima jenna jenni jennie jennifer jenny jens jenson jeralyn
    jeremiah jeremy jeri jermaine jerold jerome jeronimo jerrold jerry jerzy jess jesse jessi jessica jessie jethro jhanvi
    jia jian jiang jiao jide jie jignesh jihad jill jillian jim jimena jimmie jimmy jin jing jiri jiro jitendra jo joachim
    joan joana joanie joann joanna joanne joao joaquim joaquin jocelyn jochen jodie jody joe joel joelle joern johan johann
    johanna johannes john johnathan johnathon johnnie johnny jolanta jolene jon jonah jonas jonatan jonathan jonathon joni
    jordan jordi jordyn jorg jorge joris jose josef josefa josefina josefine josep joseph joseph-paul josephine josette josh
    joshua josiah josiane josie josip joss josue joumana jovan jovana joy joyce jozef juan juana juanita judd jude judi
    judie judith judson judy juhi jules julia julian juliana juliane julianna julianne julie julien julienne juliet julieta
    juliette julio julius juliusz jun june june-rose junko juraj jurgen jurij justin justina justine justus justyna jutta
    jyoti kabir kacey kaden kader kaelyn kaitlin kaitlyn kaito kaja kajal kaleb kallum kalpana kalyan kamal kamau kameron
    kamran kanav kane kang kanika kaori kapil kara kareena karen kari karim karin karina karine karissa karl karla karma
    karolina kartik karyn kasey kashvi kaspar kasper kassandra katarina katarzyna kate katelyn katerina katherine kathi
    kathie kathleen kathrine kathryn kathryne kathy katie katja katrin katy kaushal kavita kavya kawthar kay kay-lee kaya
    kayden kayla kaylee kayleigh kayode kazimierz kazuki kazuo keanu keaton keelan keeley keenan keeva kehinde kei keiko
    keira keisha keith kelby kellen kelley kelli kellie kelly kelsey ken kendall kendra kendrick kenechukwu kenji kennedy
    kenneth kenny kenta kenton kenya kerri kerrie kerry kerstin kevin keya khadija khaled khalid khalil khanh khawla khushi
    kia kiaan kian kiana kiara kiera kieran kieron kiley killian kim kimberlee kimberley kimberly kimiko kimmy kinga kip
    kiran kirby kirill kirk kirsten kirstie kirsty kishore kiyoshi kizzy klara klaus kobe kody kofi koji kojo komal kora
    korey kornelia kris krish krishna krista kristen kristi kristian kristie kristin kristina kristofer kristopher kristy
    kriti krystal krystian krystle krystyna krzysztof ksenia kuldeep kumar kumiko kunal kunle kurt kurtis kusum kwabena
    kwaku kwame kwang kwasi kweku kya kyla kyle kylie kyoko kyra kyran lacey lachlan lacie ladonna laetitia laila laila-mae
    lakeisha lakshmi lalit lamar lamia lamont lana lance landon laney laoise lara larissa larry lars lashawn laszlo lata
    latasha latifa latisha latonya latoya laura laure lauren laurence laurent laurette lauryn lautaro lavanya lavern laverne
    lavinia lawrence lawson laxmi layla layth layton lea leah leandro leann leanna leanne leanora lech lee lee-ann leela
    leia leigh-ann leila lekan leland lemuel lena lennie lennon lennox lenny lenora leo leocadia leon leona leonard leonardo
    leonid leonie leonor leopoldo lerato leroy lesa lesley leslie leslie-anne lesly leticia letitia lettie levi levon lewis
    lexi lexie leyla liam lian liang libby lidia lien liesel ligia lila lilac lilah lilian liliana lilith lillian lily
    lily-mae lily-rose lin lina linda linden lindiwe lindsay lindsey lindy linette linh linus linwood lionel lisa liselotte
    liv livia livvy liz liza lizzie ljiljana lloyd lluis logan lois lola lonnie lora loraine lorcan lorelei loren lorena
    lorene lorenza lorenzo loretta lori lorie loris lorna lorraine lorrie lothar lottie lottie-mae lou loubna louella louie
    louis louise lourdes lowell loyd luan luana luanne luba lubna lubomir luc luca lucas lucia luciana luciano lucie lucien
    lucienne lucilla lucille lucinda lucius lucjan lucy ludmila ludovic ludovica ludwig luella luigi luis luisa luiz lujain
    lukas lukasz luke lula lulu luma lurdes luther lutz lydia lyla lyle lyman lyndon lyndsey lynette lynn lynne lynsey lyra
    lyudmila mabel mabel-rose macdara macie maciej mackenzie macy maddie maddison maddox madeleine madeline madelyn madge
    madhav madhu madhuri mae maegan maeve mafalda magali magda magdalen magdalena maggie maggie-mae magnus maha mahdi
    mahendra mahesh mahi mahmoud mahmud maia maire mairead mairi mairin maisa maisie maisy maite maja majed majid makena
    makoto maks mala malachi malachy malak malcolm malgorzata malik mallory mamadou mami mana manabu manal manas mandla
    mandy manfred manish manisha manjeet manju manjula manoj manolo manon manpreet mansi manuel manuela maolsheachlainn mara
    marc marcel marcela marcella marcelle marcello marcelo marci marcia marcie marco marcus marcy marek margaret margarete
    margarida margarita margaux margery margherita margie margit margita margo margot marguerite maria mariah mariam mariama
    marian mariana marianne mariano maribel maribeth maricarmen maricela marie marie-claire marie-louise mariela marietta
    marija marika mariko marilla marilyn marin marina marinela mario mariola marion marisa marisol marissa maritza marius
    mariusz marjorie marjory mark marko markus marla marlene marley marlies marlon marnie marsden marsha marta martha marthe
    martial martim martin martina martine martyna marva marvin marwa marwan mary maryam maryann maryanne marybeth maryjane
    marylou masako masao massimo matej mateo mateusz mathew mathias mathieu mathilda mathilde matilda matilda-rose matt
    matteo matthew matthias mattie matyas maud maud-ellen maura maureen maurice mauricio maurizio mavis max maxence maxim
    maximilian maximiliano maxine maxwell may maya mayank mayra maysa mayumi mayur mazen mckenzie medb medha meena meenakshi
    meera meg megan megan-louise meghan meghna megumi mehdi mehmet mehul mei mei-lin mei-ling mel melanie melba melinda
    melissa mellisa melvin meredith meredydd meriel merle merlin merrill meryl mia mia-rose micaela micah miceal michael
    michaela michal micheal michela michele micheline michelle michiko mickey midori mieczyslaw miguel miguela mihaela mihai
    miho mika mikael mikayla mike mikey mikhail miki mikolaj mila milada milagros milan mildred milena miles milica millie
    milly milo milos miloslav milton mimi min mina minal minato mindy minerva ming minh mirabel miranda mireille mirela
    mirella miriam mirka mirko miro miroslav miroslaw misaki mishka mitali mitch mitchell mitsuko mitzi miyuki moez mohamed
    mohammad mohammed mohan mohini mohit moira moises mollie molly mona mona-lisa monica monika monique montserrat monty
    morag morgan morgane morris moses mounir mourad moustafa mpho mridula muhammad muhammed muireann mukesh mukul muna munir
    murad muriel murray murrough mustafa mustapha mwangi mya myles myra myrna myron myrtle nabil nabila nada nadege nadene
    nader nadezhda nadia nadim nadine nadir nadja naeem nahed nahla naima naina najat najib najwa nakul naman namrata nancy
    nandi nandini nanette naoki naoko naomi naoto narendra naresh nasir nasreen nasrin nasser nat natacha natalia natalie
    natalija natalya natasha natasha-lee nathalie nathan nathanael nathaniel navin navya nawaf nawal nayan nazir ndidi neal
    neasa ned neel neelam neema neeraj neerja neeta neeti neha nehal neil nell nelson nenad nerea nesrine nesta nestor
    nettie neus neville nga ngan ngoc ngozi nguyen nhung nia niall niamh nic nicanor nichola nicholas nicholle nick nicki
    nickolas nicky nicola nicolae nicolas nicole nicolette nidal nidhi nieves nigel nigella nikhil nikita nikki nikola
    nikolai nikolaus nikolay nilesh nils nimisha nina ning nirav nirmala nirvaan nisha nishant nishi nishith nitara nitika
    nitin nitya niyati nizar njeri nkechi nkem nkiru nnamdi noah nobuko noel noelia noemi noirin nola nolan nollaig nomsa
    nomvula noor nora norah norbert norberto noreen noriko norma norman nosipho nour noura ntombi nuala nuno nur nura nuria
    nyambura oakley oana oanh obaid obi obiageli obinna oby ochieng octavia octavio odalys odell odette odile odion ofelia
    oisin ojas oksana oladele olamide olayinka oleg oleksandr olena olga olgierd olimpia olin olive olive-rose oliver olivia
    olivier ollie olu oluchi olufemi olumide olusegun oluwaseun oluwatobi oma omaima omar omari omer omkar ondrej onyeka
    oonagh ora oralee oran oriana oriol orla orlagh orlaith orsolya orson orville orwell osagie osama oscar oskar osman
    osmond osvaldo oswald othman otis ottilie otto ottokar ousmane ovidiu owain owen pablo paddy padma padraic padraig paige
    paisley palak pallavi paloma pam pamela pankaj pansy paola paolo parag paraic paras parth parul parvati pascal pascale
    pascual pasquale patience patrice patricia patricio patrick patrizia patrycja patryk patsy patti pattie paul paula
    paulette pauline paulino paulius paulo pavan pavel pavlina pavlo pawel payal payton peadar pearce pearl pedro peer
    peggie peggy penelope peng penny pepe percival percy perla perrin perry persephone petar pete peter petr petra petronila
    petros petru peyton phil philip philippa philippe phillip philomena phineas phoebe phong phuc phuong phyllida phyllis
    piedad pierina pierre pierre-yves piet pietro pilar piotr pippa placido plamen polina polly pooja poonam poppy porfirio
    posy prabhakar prachi pradeep pragya prakash prakriti pramod pranav pranay prashant prateek pratibha pratik praveen
    preeta preeti preity prem prerna presley preston primo priscilla prisha pritam priti priya priyanka proinsias prue
    przemyslaw puja pujan pulkit puneet purificacion purvi pushpa qasem qasim qian qiang qing quang quentin quim quincy
    quinn quinton quique quynh rabia rachana rachel radha radhika radka radko radoslaw radu rae raed raelene rafael rafaela
    rafal rafe raffaele rafiq raghad raghav raghnall raheem rahim rahma rahul raimundo rainer raj raja rajan rajeev rajendra
    rajesh rajiv rajni raju rakesh rakhi raleigh ralf ralph raluca raman ramesh rameshwar rami ramiro ramon ramona rana
    randa randal randall randi randolph randy rania raphael raquel rasha rashed rashid rashmi rasik ratan raul raunak
    raveena ravi rawan ray rayan raylene raymond rayna razan reanna reba rebecca rebekah reece reem reena reese reg regan
    reggie reginald rehab reid reiko reilly reinaldo reinhard reinhold rekha remedios remi remy rena renata renate renato
    renaud rene renee renu renzo reuben reva reyansh reyes rhea rhett rhian rhianna rhianne rhiannon rhoda rhona rhonda
    rhyannon rhydian rhyley rhys rian ricarda ricardo richa richard richie rick rickey rickie ricky rida riddhi ridhi rie
    rigoberto rika riku riley rima rinaldo riona rishab rishi rita ritika ritu riya riyad rob robbie robby robert robert-jan
    roberta roberto robin robyn rocco rochelle rocio roderick rodger rodney rodolfo rodrigo rogan rogelio roger rohan rohit
    roisin roksana roland rolando rolf rolland romain roman romana romeo romil romina romy ron ronak ronald ronaldo ronan
    ronda ronnie roop roosevelt roque rory rosa rosa-mae rosalba rosalia rosalie rosalind rosalinda rosalyn rosamund rosana
    rosanna rosario roscoe roseanne rosella roselyn rosemary rosetta roshan roshni rosie rosina roslyn ross rossa rotimi
    rowan rowena rowland roxana roxanne roxie roy roz ruadhan ruairi ruba ruben ruby ruchi rudi rudolf rudra rueben rufus
    ruhani ruhi rukmini rula rupa rupal rupert rupinder ruslan russ russell ruta ruth ryan ryder ryker rylee ryo ryota
    ryszard saad saanvi sabah saber sabiha sabina sabine sabino sabri sabrina sacha sachiko sachin sade sadhbh sadia sadie
    sadiq safa safiya sagar sahil sai said saif saira sajid sakina saksham sakshi sakura sal saleh salena salim salima
    sallie sally salma salman salome salvador salvatore salwa sam samaira samantha samar samara sameer sameera sami samia
    samih samiha samir samira sammie sammy samson samuel sana sanaa sandeep sandhya sandor sandra sandrine sandro sanford
    sangeeta sania sanja sanjana sanjay sanjeev sanjiv santiago santino santosh saoirse saorla sapna sara sara-jane sarah
    sarah-jane saraswati sarika sarina sarita sasha saskia satish satoshi satya saurabh sauro savita sawsan sawyer sayed
    scarlett scott seamas seamus sean seanan sebastiaan sebastian sebastien seema sefu segolene segun seiji sekou selena
    selina selma seosamh seren serena sergei sergio seth severine seymour shaan shabnam shadi shae shahid shailesh shaima
    shalini shalv shamik shana shanaya shane shania shanice shankar shanna shanta shantanu shantelle sharad shari sharlene
    sharmila sharon sharron shashi shaun shauna shawn shawna shayak shayla shayne sheena sheetal shefali sheila shelby
    sheldon shelia shelley shelly shelton sherif sherri sherrie sherry sherryl sheryl shigeru shikha shiloh shilpa shinji
    shireen shirin shirlene shirley shiro shiv shivam shivani shivansh shlok shobha shola shona shray shreya shreyansh
    shreyas shruti shu shubham shun shweta shyla sian sibusiso sibyl sid siddharth sidney siegfried sigourney sigrid siham
    silas sile silke silvana silvester silvia silvio simeon simon simona simone simran sinclair sinead siobhan sioned sipho
    sita sixto sizwe skyla skylar skyler slavko slawomir sloane smita sneha snezana sofia sofie sohaib sohail soham solange
    soledad solomon solveig somto sonal sonali sonam sonia sonja sonsoles sophia sophia-rose sophie sorcha soren sota souad
    sparsh sridevi srinivas stacey stacey-ann stacie stacy stan stanislav stanislaw stanley stefan stefania stefanie steffen
    stella stella-mae stepan stephan stephane stephanie stephany stephen stephon steve steven stevie stewart stoyan stuart
    stuti subhash sudha sudhir sue suhail sujata sukhdeep sukhdev suki sukriti sule suleiman suman sumaya sumiko sumit
    sunaina sundar sunil sunita suraj surbhi suresh surinder surya susan susanna susannah susanne sushant sushila sushma
    susie susumu suzanna suzanne suzette suzie sven svetlana swapnil swara swati sybil sybille syd sylvain sylvester sylvia
    sylviane sylvie sylwester sylwia szymon tabitha tadashi tadeusz tadgh tadhg tae tafadzwa taha tahir taichi taimur taiwo
    takahiro takashi takeshi talal talia talitha tallulah tamara tamas tameka tamer tami tamika tammi tammie tammy tamsin
    tamsyn tania tanja tanmay tanner tanveer tanvi tanya tara tarini tariq tariro taro tarun taryn tasha tasneem tatiana
    tatjana tatum tatyana tawfiq tawny tayla tayo teagan ted tegan tejas telma temitope tendai teodor teodora teodoro
    teofilo terence teresa terese teresita teri teri-ann terrance terrell terrence terri terrie terry tess tessa thabo thad
    thaddeus thalia thamer thandi thandiwe thanh thao thea thelma themba theo theodora theodore theresa theron thiago
    thibault thierry thom thomas thornton thorsten thulani thurman thuy tia tiago tiarnan tibor tiegan tiernan tierney
    tiffani tiffany tilda tillie tilly tilman tim timmy timo timothy tina tisha tito tobey tobi tobias tobin toby tod todd
    todor tolu tom tomas tomasz tomislav tommie tommy tomoko toni toni-ann tonia tony tonya topher torben tori torsten toru
    tory toshio tracey tracie tracy tracy-ann traian trang travis trenton trevor trey tricia trina trinh trinidad trisha
    tristan tristen tristram trudi trudie trudy trystan tsepo tuan tunde tung tunji turlough tushar tuyen tyler tyra tyree
    tyreese tyrese tyrone tyson ubaldo uche uchenna uday ugo ugochukwu ujjwal ulises ulric ulrich ulrike ultan ulysses uma
    umang umberto umesh una urbano uriah urmila urs ursula urszula urvashi usha usman ute utkarsh uttam uwe uzma uzoma
    vaclav vada vaibhav vaishali valarie valentin valentina valentino valeria valerie valerio valorie vamika vanesa vanessa
    vanya varsha varun vasco vasile vasudha vasyl vaughan vaughn ved veda veena veer velma venetia vera verna vernice vernon
    verona veronica veronika veronique vicente vicki vickie vicky victoire victor victoria vidhi vidya viera viet vihaan
    vijay vijaya vikas vikki vikram viktor viktoria vilma vimal vinay vince vincent vincente vincenzo vineet vinh vinod
    viola violet violet-rose violeta vipul viraj virat virgil virgilio virginia virginie vishal vishnu vito vittoria
    vittorio viv vivaan vivek vivian vivien vivienne vlad vladimir vlado vojtech volker volodymyr vonda wael wafa wahid
    waldemar wale walid wallis wally walter waltraud wanda wangari wanjiru warda warren wassim waylon wayne wei weldon wen
    wendell wendy wenona werner wesley wieslaw wiktor wiktoria wilbert wilbur wilda wilford wilfred wilfrid wilhelm
    wilhelmina wilhelmine will willa willard william willie wilma wilmer winfred winifred winnie winona winston wisam witold
    wladyslaw wlodzimierz wojciech wolfgang wyatt wynne xander xavi xavier xenia xiang xiao xiaoli xiaoming ximena xin xinyi
    xiu xuan xue yaa yahya yan yana yann yannick yao yaqub yara yaroslav yash yashika yashoda yashvi yasin yasir yasmin
    yasmina yasmine yasser yasuko yaw yazmin yelena yemi yevgeny yifan ying yinka yogesh yoko yolanda yolande yoshi yoshiko
    youri youssef ysabel yue yui yuki yuko yulia yumi yumiko yunus yuri yusuf yusuke yuto yuvan yuvraj yvan yves yvette
    yvonne zac zacarias zach zachariah zachary zachery zack zahra zaid zain zaina zainab zakaria zaki zander zane zanele
    zara zbigniew zdenek zdenka zdzislaw zeenat zeeshan zeina zeinab zeke zelda zeljko zelma zeynep zhen zheng zhong ziad
    zineb zixuan zlatan zodwa zoe zoey zofia zola zoltan zora zoran zoya zsofia zsuzsanna zuhair zuri zuzana zuzanna zygmunt
"""
FORENAMES = frozenset(_NAMES.split())
