"""Forenames, by which two words with capitals are told to be somebody's name. Those that are everyday words too are few."""

_NAMES = """
    aaliyah aaron abby abdi abdul abdullah abel abigail adaeze adam adele adeola adrian agnes ahmad ahmed aidan aisha
    aisling akira alan alasdair albert alec alejandro aleksander alex alexander alexandra alfie alfred ali alice alicia
    alina alison alistair alma amalia amanda amara amber amelia amina amir amit amrit amy ana anand anastasia anders andrea
    andreas andrew andy aneesa angela angelina angus anil anita anjali anna annabel anne annette annie anthea anthony anton
    antonia antonio anya april ariana arjun arlo arthur arun asha ashley astrid audrey aurora ava axel ayesha barbara barry
    basil beatrice beatriz becky ben benedict benita benjamin bernadette bernard berta beth bethany betty beverley bhavna
    bilal bill billy bjorn blanche bo bob bogdan boris brenda brendan brian bridget bronwen bruce bruno bryan byron caitlin
    callum calum cameron camilla candice carl carla carlos carly carmen carol caroline carolyn carrie catherine cathy cecil
    cecilia cedar cedric celia cerys chandra chantal charles charlie charlotte chelsea chen cheryl chidi chloe chris
    christian christina christine christopher chuck ciara claire clara clare claudia cliff clifford clint clive coleen colin
    colm connor conor constance cora corinne cormac courtney craig cristina crystal curtis cynthia cyril daisy dale dalia
    damian damon dan daniel daniela danielle danny daphne dara darcy darius darren darryl dave david dawn dean deanna debbie
    deborah declan deirdre delia della denis denise dennis derek deshawn devika dexter diana diane diego dilip dilys dina
    dirk dmitri dolores dominic donald donna doreen doris dorothy doug douglas duncan dylan ebony ed eddie edgar edith
    edmund edna eduardo edward edwin effie eileen eilidh eilis elaine eleanor elena eli elias elif elijah elisabeth elise
    elizabeth ella ellen ellie elliot elsie elton emeka emeline emil emilia emily emma emmanuel enid eoin eric erica erik
    erin ernest ernie esme esther ethan eugene eunice eva evan evangeline eve evelyn evie ewan ezra fabian fadi faith farah
    farid fatima fatma felicity felix fergal fergus fernando finlay finn fiona flora florence frances francesca francis
    francisco franco frank franz fraser fred freda frederick freya gabriel gabriela gail gareth gary gavin gemma geoff
    geoffrey george georgia georgina gerald geraldine gerard gerry gertrude gil giles gillian gina ginny giorgio giovanni
    gita giulia gladys glen glenn gloria gordon grace graeme graham grant greer greg gregory greta gretchen gurpreet gus
    gustav gustavo guy gwen habib hamish hana hank hannah hans hari harley harold harriet harriett harry harvey hasan hassan
    hattie haydn hazel heather hector heidi helen helena helga henrietta henrik henry herbert hilary hilda hiroshi holly
    horace howard hugh hugo humphrey ian ibrahim ibrahima ida idris igor ilse imani imelda imogen imran ines inga ingrid ira
    irina iris isaac isabel isabella isla ismail isobel issac iva ivan ivy jack jacob jacqueline jade jake jamal james jamie
    jan jane janet janice janine jared jarrod jasmine jason javier jay jayden jean jeanette jeff jeffrey jelena jemima
    jennifer jenny jeremy jermaine jerome jerry jess jesse jessica jill jim jin jo joan joanna joanne joao jodie joe joel
    joern johan johann johannes john johnny jon jonah jonas jonathan jordan jorge jose josef joseph josephine josh joshua
    joss joy joyce juan judith judy jules julia julian julie juliet jun june jurgen justin kamal kamran kara karen karim
    karin karina karl karolina kate katherine kathleen kathryn kathy katie katja kavita kay keisha keith kelly ken kenji
    kenneth kerry kevin khalid kieran kim kiran kirk kirsten kirsty klaus kofi krishna kristina kurt kwame kyle lachlan
    laila lakshmi lana lara lars laszlo laura lauren laurence lawrence layla lea leah lee leila lena leo leon leona leonard
    lesley leslie lewis liam lillian lily lin linda lindsay lionel lisa liz lloyd logan lois lola lorna lorraine lottie
    louis louise luca lucas lucia lucinda lucy luigi luis luke luther lydia lynn lynne mabel maddison madeleine maeve
    magdalena maggie magnus mahmoud mairi maisie malcolm malik mamadou mandy manuel mara marc marcel marcia marco marcus
    margaret margot maria mariam marian marianne marie marilyn marina mario marion marjorie mark marlene marta martha martin
    martina marvin mary maryam mateo mathew matilda matteo matthew matthias maud maureen maurice mavis max maxine may maya
    meera megan mehmet mei mei-lin melanie melissa meredith mia michael michaela michelle miguel mike mila milan mildred
    miles millie milo min mina ming miriam mitchell mohamed mohammad mohammed mohan moira molly mona monica monika morag
    morgan morris muhammad muriel murray mustafa myra myrtle nadia nadine nancy naoko naomi natalia natalie natasha nathan
    nathaniel ned neema neha neil nell nelson nesta nia niall niamh nicholas nick nicola nicolas nicole nigel nigella nikhil
    nikolai nils nina noah noel nora noreen norma norman nuala nur obinna odette odile olga olive oliver olivia olu
    oluwaseun omar omari orla oscar oskar osman otis otto owen pablo paddy padraig pamela pascal patience patricia patrick
    paul paula pauline pavel pearl pedro peggy penelope penny percy perry pete peter petra petros philip philippa philippe
    phillip phoebe phyllis pierre piotr poppy prakash pratik preeti prem priscilla priya quentin rachel rafael raj rajesh
    ralph ramon rania rashid ravi ray raymond rebecca reece reggie reginald rekha renata rhiannon rhoda rhona rhys ricardo
    richard rick rita rob robert roberta roberto robin rochelle rodney roger rohan roisin roland roman ron ronald rory rosa
    rosalie rosalind rosemary rosie ross roxanne roy ruben ruby rufus rupa rupert russell ruth ryan sabrina sadia sadie
    saira salim sally salma sam samantha samir samira samson samuel sandeep sandra sanjay santiago sara sarah sasha saskia
    scott sean sebastian selina selma serena sergei seth shabnam shahid shane sharon shauna sheila shelley sherry shirley
    shona shreya sibyl sid sidney silas silvia simon simone sinclair sinead siobhan sofia solomon sonia sonja sophia sophie
    stacey stan stanley stefan stella stephanie stephen steve steven stuart sue suki sunil sunita suresh susan susanna
    susanne sven svetlana sybil sylvia sylvie tabitha takeshi tamara tamsin tania tanya tara tariq tatiana ted terence
    teresa teri terrence terry tess tessa thandi thea theo theodore theresa thomas tiffany tilly tim timothy tina tobias
    tobin toby todd tom tomas tomasz tommy toni tony tracey tracy travis trevor tricia tristan trudy tunde uma una ursula
    usha valerie vanessa vera vernon veronica victor victoria vijay vikram vince vincent viola violet virginia viv vivian
    vivienne wahid walter wanda warren wayne wei wendy wesley wilfred wilhelm wilhelmina will william wilma winifred winnie
    winston wolfgang xavier xin yan yara yasmin yolanda yuki yusuf yvette yvonne zac zach zachary zack zainab zara zeynep
    zoe zofia zuzanna
"""
FORENAMES = frozenset(_NAMES.split())
