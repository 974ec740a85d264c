"""Forenames, by which two words with capitals are told to be somebody's name. Those that are everyday words too are few."""

_NAMES = """
    aaliyah aaron abby abdul abdullah abigail adam adele adeola adrian agnes ahmed aidan aisha aisling akira alan alasdair
    albert alec alejandro alex alexander alexandra alfie alfred ali alice alicia alina alison alistair amanda amara amber amelia
    amina amir amit amy ana anand anastasia andrea andreas andrew andy aneesa angela angus anil anita anjali anna annabel anne
    annette annie anthony antonia antonio anya april arjun arthur asha ashley astrid audrey ava axel ayesha barbara barry
    beatrice becky ben benedict benjamin bernadette bernard beth bethany betty beverley bhavna bilal bill billy bo bob bogdan
    brenda brendan brian bridget bronwen bruce bryan caitlin callum calum cameron camilla carl carla carlos carmen carol
    caroline carolyn catherine cathy cecilia cedric celia chantal charles charlie charlotte chen chidi chloe chris christian
    christina christine christopher ciara claire clara clare claudia clive colin connor conor constance cormac craig cristina
    cynthia daisy dale damian dan daniel daniela danielle danny daphne darren dave david dawn dean deborah declan deirdre delia
    denis denise dennis derek deshawn devika diana diane diego dilys dmitri dolores dominic donald donna doreen doris dorothy
    doug douglas duncan dylan ed eddie edith edmund eduardo edward edwin eileen eilidh elaine eleanor elena eli elias elif
    elijah elisabeth elise elizabeth ella ellen ellie elliot elsie emeka emil emilia emily emma emmanuel eoin eric erica erik
    erin ernest esme esther ethan eugene eva evan eve evelyn ewan fadi faith farah fatima fatma felicity felix fergus fernando
    fiona flora florence francesca francis francisco frank franz fraser fred freda frederick freya gabriel gabriela gail gareth
    gary gavin gemma geoff geoffrey george georgia georgina gerald geraldine gerard giles gillian gina giorgio giovanni giulia
    gladys glen glenn gloria gordon grace graeme graham grant greg gregory greta gurpreet gustav guy gwen hana hannah hans hari
    harold harriet harriett harry harvey hasan hassan hazel heather heidi helen helena helga henrik henry herbert hilary hiroshi
    holly howard hugh hugo humphrey ian ibrahim ida igor imani imogen imran ines ingrid iris isaac isabel isabella isla ismail
    ivan ivy jack jacob jacqueline jade jake jamal james jamie jan jane janet janice janine jasmine jason javier jay jayden jean
    jeanette jeff jeffrey jelena jemima jennifer jenny jeremy jerome jerry jess jessica jill jim jin jo joan joanna joanne joao
    joe joel joern johan johann johannes john johnny jon jonah jonas jonathan jordan jorge jose josef joseph josephine josh
    joshua joy joyce juan judith judy julia julian julie juliet jun june jurgen justin kamal kamran kara karen karim karin karl
    karolina kate katherine kathleen kathryn kathy katie katja kavita kay keisha keith kelly ken kenji kenneth kerry kevin
    khalid kieran kim kiran kirsten kirsty klaus kofi kristina kurt kwame kyle lachlan laila lakshmi lars laszlo laura lauren
    laurence lawrence layla lea leah lee leila lena leo leon leona leonard lesley leslie lewis liam lillian lily lin linda
    lindsay lisa liz logan lois lorna lorraine louis louise lucas lucia lucinda lucy luigi luis luke lydia lynn lynne mabel
    maddison madeleine maeve magdalena maggie mahmoud mairi malcolm malik mandy manuel mara marc marcel marcia marco marcus
    margaret margot maria marian marie marilyn marina mario marion marjorie mark marlene marta martha martin martina marvin mary
    maryam mateo mathew matilda matteo matthew matthias maureen maurice max maxine may maya meera megan mehmet mei melanie
    melissa meredith mia michael michaela michelle miguel mike mila milan mildred miles millie milo min ming miriam mohamed
    mohammad mohammed moira molly mona monica monika morag morgan muhammad muriel murray mustafa nadia nadine naoko naomi
    natalia natalie natasha nathan neema neha neil nell nia niall niamh nicholas nick nicola nicole nigel nikhil nikolai nils
    nina noah noel nora noreen norma norman nuala nur obinna odette olga oliver olivia olu oluwaseun omar orla oscar oskar osman
    otto owen pablo paddy padraig pamela pascal patience patricia patrick paul paula pauline pavel pearl pedro peggy penelope
    penny percy pete peter petra petros philip philippa phillip phoebe phyllis pierre piotr poppy prakash pratik preeti
    priscilla priya quentin rachel rafael raj rajesh ralph ramon rania ravi ray raymond rebecca reece reggie reginald rekha
    renata rhiannon rhys ricardo richard rick rita rob robert roberta roberto robin rochelle roger rohan roisin roland roman ron
    ronald rory rosa rosalind rosemary rosie ross roy ruben ruby rupert russell ruth ryan sabrina sadia sadie saira sally salma
    sam samantha samir samira samuel sandeep sandra sanjay santiago sara sarah sasha scott sean sebastian selina serena sergei
    shahid shane sharon sheila shelley shirley shona shreya sibyl sid sidney silvia simon simone sinead siobhan sofia solomon
    sonia sophia sophie stacey stan stanley stefan stella stephanie stephen steve steven stuart sue suki sunil sunita suresh
    susan susanna susanne sven svetlana sybil sylvia takeshi tamara tamsin tania tanya tara tariq tatiana ted terence teresa
    teri terry thandi thea theo theodore theresa thomas tiffany tim timothy tina tobias toby todd tom tomas tomasz tommy toni
    tony tracey tracy trevor tricia tristan tunde uma una ursula usha valerie vanessa vera vernon veronica victor victoria vijay
    vikram vincent viola violet virginia vivian vivienne wahid walter wanda warren wayne wei wendy wesley wilfred wilhelm
    wilhelmina will william winifred winston wolfgang xavier xin yan yasmin yolanda yuki yusuf yvette yvonne zac zach zachary
    zainab zara zeynep zoe zofia zuzanna
"""
FORENAMES = frozenset(_NAMES.split())
