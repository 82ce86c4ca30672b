PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO alembic_version VALUES('0002');
CREATE TABLE archive (
	id INTEGER NOT NULL, 
	code VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_archive PRIMARY KEY (id), 
	CONSTRAINT uq_archive_code UNIQUE (code)
);
INSERT INTO archive VALUES(1,'САДП');
CREATE TABLE collection (
	id INTEGER NOT NULL, 
	code VARCHAR(100) NOT NULL, 
	title TEXT, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_collection PRIMARY KEY (id), 
	CONSTRAINT uq_collection_code UNIQUE (code)
);
INSERT INTO collection VALUES(1,'дела',NULL,'2026-11-22 15:06:54.497441');
CREATE TABLE recipe (
	digest VARCHAR(64) NOT NULL, 
	stage VARCHAR(40) NOT NULL, 
	version VARCHAR(40) NOT NULL, 
	options TEXT NOT NULL, 
	engine TEXT NOT NULL, 
	CONSTRAINT pk_recipe PRIMARY KEY (digest)
);
INSERT INTO recipe VALUES('6a5589ae1ee39eebc44fc0d1341b85ba9d94f27a5d01906c8bffa30780ac5332','orient','2','{"use":"orient","deskew_above":0.5,"dpi":300,"least_dpi":150}','');
INSERT INTO recipe VALUES('e1f9f2d2a8771f675f5f189e9fd5aed1dfe879caca1d079279a6524cd92db89c','clean','2','{"use":"clean","mask_borders_above":0.0005,"uneven_above":0.08,"faint_below":0.35,"noisy_above":8.0,"specks_above":3.0,"ghosts_above":0.2,"coloured_above":0.03,"ink_above":0.002,"trial":{"name":"tesserocr","models":["typescript_rus","rus","Cyrillic"],"psm":3,"seconds":120.0,"invert":false},"trial_model":"typescript_rus","gain_above":0.03}','tesseract 5.5.4 tesserocr 2.13.0 typescript_rus:210af06beeb3eddeca759c5ee7bbc61ac214569378860c670a621c4386514eca rus:e16e5e036cce1d9ec2b00063cf8b54472625b9e14d893a169e2b0dedeb4df225 Cyrillic:a80325ebb1c7aa2dca5002ec05b15052a51dcb2e9e65373c264a3df7ac284358');
INSERT INTO recipe VALUES('95c625671fa553318993dcaafd4dd52906fa30474315faca0fdcfa3fc1b7eba2','route','2','{"use":"route","ru":"typescript_rus","kk":"Cyrillic","second":"Cyrillic"}','');
INSERT INTO recipe VALUES('8ad3a949ebc5f0e027aa1e4ecb6f2aa9edda7056d2e028016421b2e3e6ec27a0','ocr','3','{"use":"ocr","engine":{"name":"tesseract","models":["typescript_rus","rus","Cyrillic"],"psm":3,"seconds":120.0,"invert":false},"first_dpi":200,"doubt_below":0.75,"second_look_below":0.65,"blank_below":0.0005}','tesseract 5.3.0 typescript_rus:210af06beeb3eddeca759c5ee7bbc61ac214569378860c670a621c4386514eca rus:e16e5e036cce1d9ec2b00063cf8b54472625b9e14d893a169e2b0dedeb4df225 Cyrillic:a80325ebb1c7aa2dca5002ec05b15052a51dcb2e9e65373c264a3df7ac284358');
INSERT INTO recipe VALUES('d10d45b59acfc83d6aa87c11455bb0c68f083e6a78acb278b6c164363519a38b','quality','1','{"use":"quality"}','weights 547032b263a3');
INSERT INTO recipe VALUES('211779e8b3662af5b92b238a16163d2d1a2e306dd603daaf37e09f3b57cdca87','mentions','1','{"use":"mentions","engine":{"name":"spacy","labels":["PERSON","PLACE","DATE","ORG"],"min_confidence":0.0}}','spacy 3.8.18 slovnet 0.6.0 navec 0.10.0 weights 3af98f9d28a2 rules 9f16fef41568');
INSERT INTO recipe VALUES('cc6ba71c20f6e78580d89a9613b0301adf2310530f35a20f0fe359af05d5a6ef','normalise','1','{"use":"normalise","candidates":5,"margin":0.1}','gazetteer sha256:d0a7d9bb974e01f7');
INSERT INTO recipe VALUES('9a515c414a6cf21137ecd9fa0259371d73d97285d9b477a8cccd02116de55290','index','2','{"use":"index"}','2');
CREATE TABLE run (
	id INTEGER NOT NULL, 
	started_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	outcome VARCHAR(20), 
	config_sha256 VARCHAR(64) NOT NULL, 
	dirty BOOLEAN NOT NULL, 
	pages INTEGER NOT NULL, 
	executions INTEGER NOT NULL, 
	CONSTRAINT pk_run PRIMARY KEY (id)
);
INSERT INTO run VALUES(1,'2026-11-22 15:07:14.797831','2026-11-22 15:08:09.338160','done','1efbed7d08f9e883709653379b0c6f047b85ed71d9ceca5c37e04aa9d1e9236b',0,2,16);
CREATE TABLE delivery (
	id INTEGER NOT NULL, 
	collection_id INTEGER NOT NULL, 
	received_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	CONSTRAINT pk_delivery PRIMARY KEY (id), 
	CONSTRAINT fk_delivery_collection_id FOREIGN KEY(collection_id) REFERENCES collection (id)
);
INSERT INTO delivery VALUES(1,1,'2026-11-22 15:06:54.497441','2026-11-22 15:07:00.643966');
CREATE TABLE entity (
	id INTEGER NOT NULL, 
	collection_id INTEGER NOT NULL, 
	label VARCHAR(10) NOT NULL, 
	"key" TEXT NOT NULL, 
	normal TEXT NOT NULL, 
	lower DATE, 
	upper DATE, 
	CONSTRAINT pk_entity PRIMARY KEY (id), 
	CONSTRAINT fk_entity_collection_id FOREIGN KEY(collection_id) REFERENCES collection (id), 
	CONSTRAINT uq_entity_collection_id_label_key UNIQUE (collection_id, label, "key")
);
INSERT INTO entity VALUES(1,1,'ORG','управление карагандинского итл нквд','УПРАВЛЕНИЕ КАРАГАНДИНСКОГО ИТЛ НКВД',NULL,NULL);
INSERT INTO entity VALUES(2,1,'PERSON','цой||||m','Цой',NULL,NULL);
INSERT INTO entity VALUES(3,1,'PERSON','|дмитрий|николаевич||m','Дмитрий Николаевич',NULL,NULL);
INSERT INTO entity VALUES(4,1,'DATE','1911?','1911?','1911-01-01','1911-12-31');
INSERT INTO entity VALUES(5,1,'PLACE','посьетский район','Посьетский район',NULL,NULL);
INSERT INTO entity VALUES(6,1,'PLACE','двк','ДВК',NULL,NULL);
INSERT INTO entity VALUES(7,1,'PLACE','=kazakhstan','КазССР',NULL,NULL);
INSERT INTO entity VALUES(8,1,'PLACE','=kzylorda_obl','Кзыл-Ординская обл.',NULL,NULL);
INSERT INTO entity VALUES(9,1,'PLACE','=shieli','Чиили',NULL,NULL);
INSERT INTO entity VALUES(10,1,'ORG','военным трибуналом войск нквд казахской сср','Военным трибуналом войск НКВД Казахской ССР',NULL,NULL);
INSERT INTO entity VALUES(11,1,'DATE','1943-11-12','1943-11-12','1943-11-12','1943-11-12');
INSERT INTO entity VALUES(12,1,'DATE','1942-12-04','1942-12-04','1942-12-04','1942-12-04');
INSERT INTO entity VALUES(13,1,'DATE','1952-12-04','1952-12-04','1952-12-04','1952-12-04');
INSERT INTO entity VALUES(14,1,'DATE','1943-05-02','1943-05-02','1943-05-02','1943-05-02');
INSERT INTO entity VALUES(15,1,'PLACE','=kyzylorda','Кзыл-Орда',NULL,NULL);
INSERT INTO entity VALUES(16,1,'DATE','1943-05-20','1943-05-20','1943-05-20','1943-05-20');
INSERT INTO entity VALUES(17,1,'PLACE','=dolinka','Долинское',NULL,NULL);
INSERT INTO entity VALUES(18,1,'DATE','1946-09-11','1946-09-11','1946-09-11','1946-09-11');
INSERT INTO entity VALUES(19,1,'PLACE','=balkhash','Балхаш',NULL,NULL);
INSERT INTO entity VALUES(20,1,'DATE','1949-06-08','1949-06-08','1949-06-08','1949-06-08');
INSERT INTO entity VALUES(21,1,'ORG','песчанлаг мвд (особлаг № 8','Песчанлаг МВД (Особлаг № 8',NULL,NULL);
INSERT INTO entity VALUES(22,1,'PLACE','=karaganda','Караганда',NULL,NULL);
INSERT INTO entity VALUES(23,1,'DATE','1950','1950','1950-01-01','1950-12-31');
INSERT INTO entity VALUES(24,1,'DATE','1954-08-17','1954-08-17','1954-08-17','1954-08-17');
INSERT INTO entity VALUES(25,1,'ORG','особого совещания при народном комиссаре внутренних дел ссср','Особого Совещания при Народном Комиссаре Внутренних Дел СССР',NULL,NULL);
INSERT INTO entity VALUES(26,1,'DATE','1938-03-16','1938-03-16','1938-03-16','1938-03-16');
INSERT INTO entity VALUES(27,1,'PERSON','бердникова|ольга|казимировна||f','Бердникова Ольга Казимировна',NULL,NULL);
INSERT INTO entity VALUES(28,1,'DATE','1906','1906','1906-01-01','1906-12-31');
INSERT INTO entity VALUES(29,1,'PLACE','г. вильно','г. Вильно',NULL,NULL);
INSERT INTO entity VALUES(30,1,'ORG','куйбышевской районной поликлиники','Куйбышевской районной поликлиники',NULL,NULL);
INSERT INTO entity VALUES(31,1,'PERSON','бердников|павел|андреевич||m','Бердников Павел Андреевич',NULL,NULL);
INSERT INTO entity VALUES(32,1,'PLACE','=moscow','Москва',NULL,NULL);
INSERT INTO entity VALUES(33,1,'DATE','1937-11-28','1937-11-28','1937-11-28','1937-11-28');
INSERT INTO entity VALUES(34,1,'ORG','карлаг','Карлаг',NULL,NULL);
INSERT INTO entity VALUES(35,1,'PLACE','=astana','Акмолинск',NULL,NULL);
INSERT INTO entity VALUES(36,1,'PERSON','бердников|юрий|||m','Бердников Юрий',NULL,NULL);
INSERT INTO entity VALUES(37,1,'ORG','наркомпроса','Наркомпроса',NULL,NULL);
INSERT INTO entity VALUES(38,1,'PLACE','=kirgizia','Киргизская ССР',NULL,NULL);
INSERT INTO entity VALUES(39,1,'ORG','особого совещания','Особого Совещания',NULL,NULL);
INSERT INTO entity VALUES(40,1,'ORG','акмолинское отделение карлага нквд','Акмолинское отделение Карлага НКВД',NULL,NULL);
INSERT INTO entity VALUES(41,1,'PLACE','карагандинской ж. д','Карагандинской ж. д',NULL,NULL);
INSERT INTO entity VALUES(42,1,'DATE','1938-04-22','1938-04-22','1938-04-22','1938-04-22');
INSERT INTO entity VALUES(43,1,'PLACE','бутырской тюрьмы','Бутырской тюрьмы',NULL,NULL);
INSERT INTO entity VALUES(44,1,'DATE','1945-11-28','1945-11-28','1945-11-28','1945-11-28');
INSERT INTO entity VALUES(45,1,'PLACE','г. александров','г. Александров',NULL,NULL);
INSERT INTO entity VALUES(46,1,'PLACE','ивановской обл','Ивановской обл',NULL,NULL);
CREATE TABLE fond (
	id INTEGER NOT NULL, 
	archive_id INTEGER NOT NULL, 
	number VARCHAR(100) NOT NULL, 
	CONSTRAINT pk_fond PRIMARY KEY (id), 
	CONSTRAINT fk_fond_archive_id FOREIGN KEY(archive_id) REFERENCES archive (id), 
	CONSTRAINT uq_fond_archive_id_number UNIQUE (archive_id, number)
);
INSERT INTO fond VALUES(1,1,'109');
CREATE TABLE source (
	id INTEGER NOT NULL, 
	collection_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	byte_size BIGINT NOT NULL, 
	media_type VARCHAR(60), 
	location TEXT, 
	duplicate_of_id INTEGER, 
	error_code VARCHAR(40), 
	CONSTRAINT pk_source PRIMARY KEY (id), 
	CONSTRAINT fk_source_collection_id FOREIGN KEY(collection_id) REFERENCES collection (id), 
	CONSTRAINT fk_source_duplicate_of_id FOREIGN KEY(duplicate_of_id) REFERENCES source (id), 
	CONSTRAINT uq_source_collection_id_name UNIQUE (collection_id, name)
);
INSERT INTO source VALUES(1,1,'Л. 14 обрезан.jpg','5691b8684c792624a1fbf8f49e8b53d3d9faefc0655c651857edf22d5593e8cd',218780,'image/jpeg',NULL,NULL,'source-truncated');
INSERT INTO source VALUES(2,1,'САДП/Ф. 109 Оп. 1 Д. 25/Л. 12.jpg','13350db48ea8dde4a78ba1df59e13758efc6c0cab1279b64e0dd8ec3af3d0cce',553460,'image/jpeg',NULL,NULL,NULL);
INSERT INTO source VALUES(3,1,'САДП/Ф. 109 Оп. 1 Д. 25/Л. 12об.jpg','6f998ebbed326cfc2e07d18132f258e5ca338e989a67193b78ac2ae501a73ae7',534659,'image/jpeg',NULL,NULL,NULL);
CREATE TABLE delivery_item (
	id INTEGER NOT NULL, 
	delivery_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	sha256 VARCHAR(64), 
	byte_size BIGINT, 
	outcome VARCHAR(20) NOT NULL, 
	code VARCHAR(40), 
	detail TEXT, 
	pages INTEGER NOT NULL, 
	source_id INTEGER, 
	CONSTRAINT pk_delivery_item PRIMARY KEY (id), 
	CONSTRAINT fk_delivery_item_delivery_id FOREIGN KEY(delivery_id) REFERENCES delivery (id), 
	CONSTRAINT fk_delivery_item_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);
INSERT INTO delivery_item VALUES(1,1,'Л. 14 обрезан.jpg','5691b8684c792624a1fbf8f49e8b53d3d9faefc0655c651857edf22d5593e8cd',218780,'quarantined','source-truncated','OSError: image file is truncated (0 bytes not processed)',1,1);
INSERT INTO delivery_item VALUES(2,1,'САДП/Ф. 109 Оп. 1 Д. 25/Л. 12.jpg','13350db48ea8dde4a78ba1df59e13758efc6c0cab1279b64e0dd8ec3af3d0cce',553460,'registered',NULL,NULL,1,2);
INSERT INTO delivery_item VALUES(3,1,'САДП/Ф. 109 Оп. 1 Д. 25/Л. 12об.jpg','6f998ebbed326cfc2e07d18132f258e5ca338e989a67193b78ac2ae501a73ae7',534659,'registered',NULL,NULL,1,3);
CREATE TABLE inventory (
	id INTEGER NOT NULL, 
	fond_id INTEGER NOT NULL, 
	number VARCHAR(100) NOT NULL, 
	CONSTRAINT pk_inventory PRIMARY KEY (id), 
	CONSTRAINT fk_inventory_fond_id FOREIGN KEY(fond_id) REFERENCES fond (id), 
	CONSTRAINT uq_inventory_fond_id_number UNIQUE (fond_id, number)
);
INSERT INTO inventory VALUES(1,1,'1');
CREATE TABLE file (
	id INTEGER NOT NULL, 
	inventory_id INTEGER NOT NULL, 
	number VARCHAR(100) NOT NULL, 
	title TEXT, 
	CONSTRAINT pk_file PRIMARY KEY (id), 
	CONSTRAINT fk_file_inventory_id FOREIGN KEY(inventory_id) REFERENCES inventory (id), 
	CONSTRAINT uq_file_inventory_id_number UNIQUE (inventory_id, number)
);
INSERT INTO file VALUES(1,1,'25',NULL);
CREATE TABLE document (
	id INTEGER NOT NULL, 
	collection_id INTEGER NOT NULL, 
	file_id INTEGER, 
	"key" TEXT NOT NULL, 
	title TEXT, 
	edtf VARCHAR(100), 
	lower DATE, 
	upper DATE, 
	language VARCHAR(10), 
	access VARCHAR(20), 
	CONSTRAINT pk_document PRIMARY KEY (id), 
	CONSTRAINT fk_document_collection_id FOREIGN KEY(collection_id) REFERENCES collection (id), 
	CONSTRAINT fk_document_file_id FOREIGN KEY(file_id) REFERENCES file (id), 
	CONSTRAINT uq_document_collection_id_key UNIQUE (collection_id, "key")
);
INSERT INTO document VALUES(1,1,NULL,'Л. 14 обрезан.jpg',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO document VALUES(2,1,1,replace('САДП/Ф. 109 Оп. 1 Д. 25/Л. 12.jpg\n\n\n\n\nСАДП\n109\n1\n25','\n',char(10)),NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO document VALUES(3,1,1,replace('САДП/Ф. 109 Оп. 1 Д. 25/Л. 12об.jpg\n\n\n\n\nСАДП\n109\n1\n25','\n',char(10)),NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE page (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	source_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	collection_id INTEGER NOT NULL, 
	document_id INTEGER, 
	sheet VARCHAR(40), 
	sheet_order BIGINT, 
	image_sha256 VARCHAR(64), 
	width INTEGER, 
	height INTEGER, 
	dpi INTEGER, 
	state VARCHAR(20) NOT NULL, 
	CONSTRAINT fk_page_collection_id FOREIGN KEY(collection_id) REFERENCES collection (id), 
	CONSTRAINT fk_page_document_id FOREIGN KEY(document_id) REFERENCES document (id), 
	CONSTRAINT fk_page_source_id FOREIGN KEY(source_id) REFERENCES source (id), 
	CONSTRAINT uq_page_source_id_number UNIQUE (source_id, number)
);
INSERT INTO page VALUES(1,1,1,1,1,NULL,NULL,NULL,NULL,NULL,NULL,'quarantined');
INSERT INTO page VALUES(2,2,1,1,2,'12',1200,'13350db48ea8dde4a78ba1df59e13758efc6c0cab1279b64e0dd8ec3af3d0cce',2480,3508,300,'done');
INSERT INTO page VALUES(3,3,1,1,3,'12об.',1201,'6f998ebbed326cfc2e07d18132f258e5ca338e989a67193b78ac2ae501a73ae7',2480,3508,300,'done');
CREATE TABLE attempt (
	id INTEGER NOT NULL, 
	run_id INTEGER NOT NULL, 
	page_id INTEGER NOT NULL, 
	stages TEXT NOT NULL, 
	outcome VARCHAR(20) NOT NULL, 
	code VARCHAR(40), 
	seconds FLOAT NOT NULL, 
	ended_at DATETIME NOT NULL, 
	CONSTRAINT pk_attempt PRIMARY KEY (id), 
	CONSTRAINT fk_attempt_page_id FOREIGN KEY(page_id) REFERENCES page (id) ON DELETE CASCADE, 
	CONSTRAINT fk_attempt_run_id FOREIGN KEY(run_id) REFERENCES run (id)
);
INSERT INTO attempt VALUES(1,1,3,'orient clean route ocr quality mentions normalise index','done',NULL,46.129852686999583966,'2026-11-22 15:08:08.965942');
INSERT INTO attempt VALUES(2,1,2,'orient clean route ocr quality mentions normalise index','done',NULL,46.965437778000705291,'2026-11-22 15:08:08.965942');
CREATE TABLE ledger (
	page_id INTEGER NOT NULL, 
	stage VARCHAR(40) NOT NULL, 
	state VARCHAR(20) NOT NULL, 
	reason VARCHAR(20), 
	recipe VARCHAR(64), 
	fingerprint VARCHAR(64), 
	output VARCHAR(64), 
	blank BOOLEAN NOT NULL, 
	executions INTEGER NOT NULL, 
	failures INTEGER NOT NULL, 
	seconds FLOAT, 
	code VARCHAR(40), 
	run_id INTEGER, 
	CONSTRAINT pk_ledger PRIMARY KEY (page_id, stage), 
	CONSTRAINT fk_ledger_page_id FOREIGN KEY(page_id) REFERENCES page (id) ON DELETE CASCADE, 
	CONSTRAINT fk_ledger_run_id FOREIGN KEY(run_id) REFERENCES run (id)
);
INSERT INTO ledger VALUES(2,'orient','done',NULL,'6a5589ae1ee39eebc44fc0d1341b85ba9d94f27a5d01906c8bffa30780ac5332','bcc85fc228333d569f3f031cba5927bdd05741e85be15d265d444ca3098f31f7','cb8f84f2e026ba84e6c42d5f5b5e215711960b334c26325a7eefb3167f5f8c97',0,1,0,0.50506017200132191646,NULL,1);
INSERT INTO ledger VALUES(3,'orient','done',NULL,'6a5589ae1ee39eebc44fc0d1341b85ba9d94f27a5d01906c8bffa30780ac5332','bedc765234bfa0e8fe35fb902e16de36f60037e2fd87842c9d198557590c96e1','59f1d5a6d14bba6a213170000a0474b7b93d97a64c1aa8b48090d96d1d143577',0,1,0,0.46081462500114866998,NULL,1);
INSERT INTO ledger VALUES(1,'orient','quarantined','new',NULL,NULL,NULL,0,0,0,NULL,NULL,NULL);
INSERT INTO ledger VALUES(2,'clean','done',NULL,'e1f9f2d2a8771f675f5f189e9fd5aed1dfe879caca1d079279a6524cd92db89c','a5e6f2fe2190bc46165177c10a88ea63c1f6d734d761ee88857bc92c53a8d33a','a3e5af7f569e00ffcdf457f6ebe62cbc314b991221d054076278e309c00a3459',0,1,0,0.46380725200106098782,NULL,1);
INSERT INTO ledger VALUES(3,'clean','done',NULL,'e1f9f2d2a8771f675f5f189e9fd5aed1dfe879caca1d079279a6524cd92db89c','bd31ddb57a262aad195a42456607fbcc61107f66b0166de1ca6af2425194d8fb','b81305dc54f63f44c6e687e397d2213de99e10233141214d4ab52d25161d290c',0,1,0,0.36073045400007686112,NULL,1);
INSERT INTO ledger VALUES(1,'clean','quarantined','new',NULL,NULL,NULL,0,0,0,NULL,NULL,NULL);
INSERT INTO ledger VALUES(2,'route','done',NULL,'95c625671fa553318993dcaafd4dd52906fa30474315faca0fdcfa3fc1b7eba2','e3a0a9af89e686997e72737ea5b33ed50f4a71efbf9967552da29bf3a4726217','45d9cc7f8d347b9759aef79430fe76d38a591977e99a9b9616c0bf2cb0415756',0,1,0,2.8753000151482410728e-05,NULL,1);
INSERT INTO ledger VALUES(3,'route','done',NULL,'95c625671fa553318993dcaafd4dd52906fa30474315faca0fdcfa3fc1b7eba2','e3a0a9af89e686997e72737ea5b33ed50f4a71efbf9967552da29bf3a4726217','45d9cc7f8d347b9759aef79430fe76d38a591977e99a9b9616c0bf2cb0415756',0,1,0,3.1877998480922542512e-05,NULL,1);
INSERT INTO ledger VALUES(1,'route','quarantined','new',NULL,NULL,NULL,0,0,0,NULL,NULL,NULL);
INSERT INTO ledger VALUES(2,'ocr','done',NULL,'8ad3a949ebc5f0e027aa1e4ecb6f2aa9edda7056d2e028016421b2e3e6ec27a0','368914a142e69a687452789f2ef94ddb29a08c0edfe6f184763d97370002b4cc','371c7e3b2fae5eade608865e951bdc7e8ae722c453fc37641f3818e2aa27b9cb',0,1,0,20.783397158000298076,NULL,1);
INSERT INTO ledger VALUES(3,'ocr','done',NULL,'8ad3a949ebc5f0e027aa1e4ecb6f2aa9edda7056d2e028016421b2e3e6ec27a0','4103f316259660834b5f538aae24670d93f1873c8cc4909b662d1b1b690b0a2a','eac2d8068eb9a4416f925ad5d6e4b4940522c2ed4f8d9c465a0ba5a11205d6cc',0,1,0,15.31731762500021432,NULL,1);
INSERT INTO ledger VALUES(1,'ocr','quarantined','new',NULL,NULL,NULL,0,0,0,NULL,NULL,NULL);
INSERT INTO ledger VALUES(2,'quality','done',NULL,'d10d45b59acfc83d6aa87c11455bb0c68f083e6a78acb278b6c164363519a38b','c651ec741cdf511101cd55f73ed585fb1e7d64f85e11ac5d27ceb44726c7b553','766cf555c59081de2bd87c307f073dd451a099bde58a3515e61db65caf121ada',0,1,0,0.0021545349991356488317,NULL,1);
INSERT INTO ledger VALUES(3,'quality','done',NULL,'d10d45b59acfc83d6aa87c11455bb0c68f083e6a78acb278b6c164363519a38b','593ba9b89509e4977ee70b0925e9602f2d8f8e9bccbdd677a2a26c8b5feb6b82','ebad6ec85e0b1aca59b27e5c4f4119741c36ef3197cf597503da76d9c4c48378',0,1,0,0.0021821270001964876428,NULL,1);
INSERT INTO ledger VALUES(1,'quality','quarantined','new',NULL,NULL,NULL,0,0,0,NULL,NULL,NULL);
INSERT INTO ledger VALUES(2,'mentions','done',NULL,'211779e8b3662af5b92b238a16163d2d1a2e306dd603daaf37e09f3b57cdca87','00cfaaac8e3048eca434571acf089a893a05541a8414799f95d8715d6ad2495e','5cbe95a3c4739c5bf62dc6fe0768e6962af61756d13b4ebd429bd936e32c0ab6',0,1,0,23.416227124998840736,NULL,1);
INSERT INTO ledger VALUES(3,'mentions','done',NULL,'211779e8b3662af5b92b238a16163d2d1a2e306dd603daaf37e09f3b57cdca87','fc48fac95a5bbc3de2164d9b39f19d217691bd2a194f0eca2b330433118c7f75','773f7c01671b6a1d96ad9e436fc8390e256344e18a1c47dc0442e8f0a5f05ba2',0,1,0,27.270491309000135515,NULL,1);
INSERT INTO ledger VALUES(1,'mentions','quarantined','new',NULL,NULL,NULL,0,0,0,NULL,NULL,NULL);
INSERT INTO ledger VALUES(2,'normalise','done',NULL,'cc6ba71c20f6e78580d89a9613b0301adf2310530f35a20f0fe359af05d5a6ef','54a9294e595bba79e7f99de5e662837f5bf4ef560544c1ccc8a8a321296b6ae6','8f62a295d38a73a2aec4bd7fe83ed11a729febe2e97bc8ab1fb242f9284d5d13',0,1,0,1.4907199230001424439,NULL,1);
INSERT INTO ledger VALUES(3,'normalise','done',NULL,'cc6ba71c20f6e78580d89a9613b0301adf2310530f35a20f0fe359af05d5a6ef','97c09ee70dc369038e6b5b0049a928276f125c2c0638d0b8e516418ab7624105','8067adff652612efd7816bd528ae647aee32ef034527764a6e53ebc78bd60ceb',0,1,0,2.0399041189994022715,NULL,1);
INSERT INTO ledger VALUES(1,'normalise','quarantined','new',NULL,NULL,NULL,0,0,0,NULL,NULL,NULL);
INSERT INTO ledger VALUES(2,'index','done',NULL,'9a515c414a6cf21137ecd9fa0259371d73d97285d9b477a8cccd02116de55290','3442b79f6e42ea640e906aa71027145f5d708356c18c395ced4e38593e6fdace','2d2ee0bf31208f93ff81ff93ec04db8434c852667000b6c2373f2ddefac65b22',0,1,0,0.09764013399944815319,NULL,1);
INSERT INTO ledger VALUES(3,'index','done',NULL,'9a515c414a6cf21137ecd9fa0259371d73d97285d9b477a8cccd02116de55290','ed431b02de4375b30acd51d488465718aeb46a424ca58720f0f0cfd099ee60aa','ea423b24f9c33715c057e5c8a3da76e38679236a41ca4fd5ab987b3dd7384f06',0,1,0,0.21091626199995516799,NULL,1);
INSERT INTO ledger VALUES(1,'index','quarantined','new',NULL,NULL,NULL,0,0,0,NULL,NULL,NULL);
CREATE TABLE mention (
	id INTEGER NOT NULL, 
	page_id INTEGER NOT NULL, 
	entity_id INTEGER NOT NULL, 
	label VARCHAR(10) NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	normal TEXT NOT NULL, 
	confidence FLOAT NOT NULL, 
	source VARCHAR(60) NOT NULL, 
	edtf VARCHAR(100), 
	lower DATE, 
	upper DATE, 
	calendar VARCHAR(30), 
	precision VARCHAR(20), 
	derived_from TEXT, 
	places JSON, 
	CONSTRAINT pk_mention PRIMARY KEY (id), 
	CONSTRAINT fk_mention_entity_id FOREIGN KEY(entity_id) REFERENCES entity (id), 
	CONSTRAINT fk_mention_page_id FOREIGN KEY(page_id) REFERENCES page (id) ON DELETE CASCADE
);
INSERT INTO mention VALUES(1,3,1,'ORG',0,35,'УПРАВЛЕНИЕ КАРАГАНДИНСКОГО ИТЛ НКВД','УПРАВЛЕНИЕ КАРАГАНДИНСКОГО ИТЛ НКВД',0.9000000000000000222,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(2,3,2,'PERSON',110,125,'Цой, он же Чхай','Цой',0.93000000000000004884,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(3,3,3,'PERSON',144,172,'Дмитрий (Ден Хак) Николаевич','Дмитрий Николаевич',0.97999999999999998223,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(4,3,4,'DATE',190,204,'1911 (со слов)','1911?',0.94999999999999995559,'dates','1911?','1911-01-01','1911-12-31','gregorian','year','','null');
INSERT INTO mention VALUES(5,3,5,'PLACE',224,240,'Посьетский район','Посьетский район',0.97999999999999998223,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(6,3,6,'PLACE',241,244,'ДВК','ДВК',0.9000000000000000222,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(7,3,7,'PLACE',276,284,'Каз. ССР','КазССР',0.9000000000000000222,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'[{"place_id": "kazakhstan", "name": "\u041a\u0430\u0437\u0421\u0421\u0420", "score": 0.7683, "reasons": ["name", "far from its parent"]}]');
INSERT INTO mention VALUES(8,3,8,'PLACE',286,305,'Кзыл-Ординская обл.','Кзыл-Ординская обл.',0.97999999999999998223,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'[{"place_id": "kzylorda_obl", "name": "\u041a\u0437\u044b\u043b-\u041e\u0440\u0434\u0438\u043d\u0441\u043a\u0430\u044f \u043e\u0431\u043b.", "score": 0.98, "reasons": ["name", "near its parent"]}]');
INSERT INTO mention VALUES(9,3,9,'PLACE',307,316,replace('ст.\nЧиили','\n',char(10)),'Чиили',0.97999999999999998223,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'[{"place_id": "shieli", "name": "\u0427\u0438\u0438\u043b\u0438", "score": 0.98, "reasons": ["name"]}]');
INSERT INTO mention VALUES(10,3,10,'ORG',514,557,'Военным трибуналом войск НКВД Казахской ССР','Военным трибуналом войск НКВД Казахской ССР',0.97999999999999998223,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(11,3,11,'DATE',568,581,'12.11.1943 г.','1943-11-12',0.94999999999999995559,'dates','1943-11-12','1943-11-12','1943-11-12','gregorian','day','','null');
INSERT INTO mention VALUES(12,3,12,'DATE',658,669,'4.ХТТ.42 г.','1942-12-04',0.94999999999999995559,'dates','1942-12-04','1942-12-04','1942-12-04','gregorian','day','roman-month two-digit-year','null');
INSERT INTO mention VALUES(13,3,13,'DATE',682,693,'4.ХТТ.52 г.','1952-12-04',0.94999999999999995559,'dates','1952-12-04','1952-12-04','1952-12-04','gregorian','day','roman-month two-digit-year','null');
INSERT INTO mention VALUES(14,3,14,'DATE',712,721,'2/У-43 г.','1943-05-02',0.94999999999999995559,'dates','1943-05-02','1943-05-02','1943-05-02','gregorian','day','roman-month two-digit-year','null');
INSERT INTO mention VALUES(15,3,15,'PLACE',736,748,'г. Кзыл-Орда','Кзыл-Орда',0.97999999999999998223,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'[{"place_id": "kyzylorda", "name": "\u041a\u0437\u044b\u043b-\u041e\u0440\u0434\u0430", "score": 1.0, "reasons": ["name", "name in use"]}]');
INSERT INTO mention VALUES(16,3,16,'DATE',750,757,'20/У-43','1943-05-20',0.94999999999999995559,'dates','1943-05-20','1943-05-20','1943-05-20','gregorian','day','roman-month two-digit-year','null');
INSERT INTO mention VALUES(17,3,17,'PLACE',758,777,'Долинское отделение','Долинское',0.9000000000000000222,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'[{"place_id": "dolinka", "name": "\u0414\u043e\u043b\u0438\u043d\u0441\u043a\u043e\u0435", "score": 0.784, "reasons": ["name", "name in use"]}]');
INSERT INTO mention VALUES(18,3,18,'DATE',796,804,'11/ТХ-46','1946-09-11',0.94999999999999995559,'dates','1946-09-11','1946-09-11','1946-09-11','gregorian','day','roman-month two-digit-year','null');
INSERT INTO mention VALUES(19,3,19,'PLACE',805,825,'Балхашское отделение','Балхаш',0.9000000000000000222,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'[{"place_id": "balkhash", "name": "\u0411\u0430\u043b\u0445\u0430\u0448", "score": 0.76, "reasons": ["adjective", "name in use"]}]');
INSERT INTO mention VALUES(20,3,20,'DATE',827,834,'8/УТ-49','1949-06-08',0.94999999999999995559,'dates','1949-06-08','1949-06-08','1949-06-08','gregorian','day','roman-month two-digit-year','null');
INSERT INTO mention VALUES(21,3,21,'ORG',845,872,'Песчанлаг МВД (Особлаг № 8)','Песчанлаг МВД (Особлаг № 8',0.97999999999999998223,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(22,3,22,'PLACE',874,886,'г. Караганда','Караганда',0.97999999999999998223,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'[{"place_id": "karaganda", "name": "\u041a\u0430\u0440\u0430\u0433\u0430\u043d\u0434\u0430", "score": 1.0, "reasons": ["name", "name in use"]}]');
INSERT INTO mention VALUES(23,3,23,'DATE',912,919,'1950 г.','1950',0.94999999999999995559,'dates','1950','1950-01-01','1950-12-31','gregorian','year','','null');
INSERT INTO mention VALUES(24,3,24,'DATE',944,955,'17 АВГ 1954','1954-08-17',0.94999999999999995559,'dates','1954-08-17','1954-08-17','1954-08-17','gregorian','day','','null');
INSERT INTO mention VALUES(25,2,25,'ORG',36,96,'Особого Совещания при Народном Комиссаре Внутренних Дел СССР','Особого Совещания при Народном Комиссаре Внутренних Дел СССР',0.97999999999999998223,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(26,2,26,'DATE',100,118,'«16» марта 1938 г.','1938-03-16',0.94999999999999995559,'dates','1938-03-16','1938-03-16','1938-03-16','gregorian','day','','null');
INSERT INTO mention VALUES(27,2,27,'PERSON',151,203,replace('БЕРДНИКОВОЙ Ольге Казимировне, урожд. Вой-\nцеховской','\n',char(10)),'Бердникова Ольга Казимировна',0.98999999999999999111,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(28,2,28,'DATE',205,215,'1906 г. р.','1906',0.94999999999999995559,'dates','1906','1906-01-01','1906-12-31','gregorian','year','','null');
INSERT INTO mention VALUES(29,2,29,'PLACE',223,232,'г. Вильно','г. Вильно',0.97999999999999998223,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(30,2,30,'ORG',295,330,replace('Куйбышевской районной полик-\nлиники','\n',char(10)),'Куйбышевской районной поликлиники',0.97999999999999998223,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(31,2,31,'PERSON',362,391,replace('БЕРДНИКОВА Павла Андрее-\nвича','\n',char(10)),'Бердников Павел Андреевич',0.98999999999999999111,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(32,2,32,'PLACE',401,410,'г. Москва','Москва',0.97999999999999998223,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'[{"place_id": "moscow", "name": "\u041c\u043e\u0441\u043a\u0432\u0430", "score": 0.9604, "reasons": ["name"]}]');
INSERT INTO mention VALUES(33,2,27,'PERSON',461,489,'БЕРДНИКОВУ Ольгу Казимировну','Бердникова Ольга Казимировна',0.98999999999999999111,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(34,2,33,'DATE',602,613,'28/ХТ-37 г.','1937-11-28',0.94999999999999995559,'dates','1937-11-28','1937-11-28','1937-11-28','gregorian','day','roman-month two-digit-year','null');
INSERT INTO mention VALUES(35,2,34,'ORG',627,633,'Карлаг','Карлаг',0.9000000000000000222,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(36,2,35,'PLACE',634,646,'г. Акмолинск','Акмолинск',0.97999999999999998223,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'[{"place_id": "astana", "name": "\u0410\u043a\u043c\u043e\u043b\u0438\u043d\u0441\u043a", "score": 1.0, "reasons": ["name", "name in use"]}]');
INSERT INTO mention VALUES(37,2,36,'PERSON',737,752,'БЕРДНИКОВА Юрия','Бердников Юрий',0.93000000000000004884,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(38,2,37,'ORG',780,791,'Наркомпроса','Наркомпроса',0.9000000000000000222,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(39,2,38,'PLACE',794,808,'Киргизской ССР','Киргизская ССР',0.97999999999999998223,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'[{"place_id": "kirgizia", "name": "\u041a\u0438\u0440\u0433\u0438\u0437\u0441\u043a\u0430\u044f \u0421\u0421\u0420", "score": 0.9506, "reasons": ["inflected", "name in use"]}, {"place_id": "kazakhstan", "name": "\u041a\u0438\u0440\u0433\u0438\u0437\u0441\u043a\u0430\u044f \u0410\u0421\u0421\u0420", "score": 0.808, "reasons": ["inflected", "older name"]}]');
INSERT INTO mention VALUES(40,2,39,'ORG',826,843,'Особого Совещания','Особого Совещания',0.9000000000000000222,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(41,2,40,'ORG',877,911,'Акмолинское отделение Карлага НКВД','Акмолинское отделение Карлага НКВД',0.97999999999999998223,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(42,2,35,'PLACE',913,926,'ст. Акмолинск','Акмолинск',0.97999999999999998223,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'[{"place_id": "astana", "name": "\u0410\u043a\u043c\u043e\u043b\u0438\u043d\u0441\u043a", "score": 1.0, "reasons": ["name", "name in use"]}]');
INSERT INTO mention VALUES(43,2,41,'PLACE',927,947,'Карагандинской ж. д.','Карагандинской ж. д',0.9000000000000000222,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(44,2,42,'DATE',957,970,'22/ТУ-1938 г.','1938-04-22',0.94999999999999995559,'dates','1938-04-22','1938-04-22','1938-04-22','gregorian','day','roman-month','null');
INSERT INTO mention VALUES(45,2,43,'PLACE',981,997,'Бутырской тюрьмы','Бутырской тюрьмы',0.9000000000000000222,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(46,2,44,'DATE',1011,1022,'28/ХТ-45 г.','1945-11-28',0.94999999999999995559,'dates','1945-11-28','1945-11-28','1945-11-28','gregorian','day','roman-month two-digit-year','null');
INSERT INTO mention VALUES(47,2,45,'PLACE',1049,1063,'г. Александров','г. Александров',0.9000000000000000222,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(48,2,46,'PLACE',1064,1079,'Ивановской обл.','Ивановской обл',0.97999999999999998223,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
CREATE TABLE page_text (
	page_id INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	words BLOB NOT NULL, 
	word_count INTEGER NOT NULL, 
	confidence FLOAT NOT NULL, 
	language VARCHAR(10), 
	image_sha256 VARCHAR(64) NOT NULL, 
	model VARCHAR(100) NOT NULL, 
	CONSTRAINT pk_page_text PRIMARY KEY (page_id), 
	CONSTRAINT fk_page_text_page_id FOREIGN KEY(page_id) REFERENCES page (id) ON DELETE CASCADE
);
INSERT INTO page_text VALUES(2,replace('Секретно\n\nВЫПИСКА ИЗ ПРОТОКОЛА № 21\nОсобого Совещания при Народном Комиссаре Внутренних Дел СССР\nот «16» марта 1938 г.\n\nСЛУШАЛИ:\n307. Дело № 10455/ц о БЕРДНИКОВОЙ Ольге Казимировне, урожд. Вой-\nцеховской, 1906 г. р., урож. г. Вильно, полька, гр-ка СССР, бес-\nпартийная, образование высшее, врач Куйбышевской районной полик-\nлиники, жена осужденного врага народа БЕРДНИКОВА Павла Андрее-\nвича, прожив. г. Москва, Покровский бульвар, д. 14, кв. 6.\n\nПОСТАНОВИЛИ:\n\nБЕРДНИКОВУ Ольгу Казимировну - как члена семьи изменника\nродины - заключить в исправительно-трудовой лагерь сроком на\nВОСЕМЬ лет, сч. срок с 28/ХТ-37 г.\n\nНаправить в Карлаг г. Акмолинск первым этапом. Имущество\nконфисковать согласно приказу № 00486. Дело сдать в архив.\n\nСына БЕРДНИКОВА Юрия, 5 лет, поместить в детдом Наркомпроса\nв Киргизской ССР.\n\nОтв. секретарь Особого Совещания (подпись)\n\nОтметки: направлена в Акмолинское отделение Карлага НКВД,\nст. Акмолинск Карагандинской ж. д.. Прибыла 22/ТУ-1938 г. этапом\nиз Бутырской тюрьмы. Освобождена 28/ХТ-45 г. по отбытии срока,\nубыла в г. Александров Ивановской обл.\n\n12','\n',char(10)),X'0128b52ffd64f0142d25003a4c3c1043906ea5033cfcfa0713cb988140800c010e50072325f43545751e82379eb11fc50db99ff34343b01d2bc106ab2f98aa3ff6dd4ebabb9b249b6cb2b7dc72cb2db79429a5cd0010011201e377eeb73fceceb0b3b06a3fe8e239e7cc31ea4de7ed6f94dd0bbbb5f3f0bcddcffb7957e973617761a14fdb75800230d1e36c532ac3deccdeffcd7a3d3aa967ff0bb99f9dc8758fbd675f8efefcf0fcc22f7f98eb0e4f7f3a1ffcbf1fbd0f0b3d173159568a43b1d6b114730d2b29da5a942d167349c991cc62be98a46548f3a598bc22c537a4e238cb62986b48b31de9b537ac616880661a668c2d2d313964adad232956118b980c7179c5709c5db1242fc6a258b1ad97bce10c9754a4f78ef6e25baf25f368b35869ae62ee48b41b41166d44613fa31e57e5f287b3d1b4df48c0c6b8e6bc946cdc25be8a787a96ccf26ef895b1d24511d05b3a56d15a0462a0212c5a5f5680de1e64acf4c64b6397deeaede8fd7a3586ddcfde457b768459af25bdf2489b898aba2b1752098ee056a5f63b126351fa75cc1a32448cd72d45d21a2c5586c67c5dd0b2840b903671b0dce8f026c317d5985b90a12729be36d4828adc4e38d1ead0e4824590dad4b23575d930538e4e64a6547941b9557928b76874a09c24810285c4cdc802244c256c766c80b1057123d3a3c64b59040d962f1b9bab1e516c626a6a8e14e11a1a314382ae6c5f6bbc6c74bc9094c09a605b98ad313d0820edc84659352c427c806c98c5e9f095460795d797153a3f0f4a3e7495ca9188cb5d06ea98d894ba8c7634e6cf3d708a5d82e014b92b3491c0ce4703041825d160f79b3946899a402806983aad55a84eeb4cc8063d2e02aa311c0b9bcbd306e0480a547177e9379355f1a8c3191b839a94c6ee9f14bab3947d5c77eebafaac0e5631882165a0268769aa865b6cf153a3891b3a6ca6d00567685c3470bca061217623e9e81623aa65cc34d40c9c81f2822385f5a2888d8215f9c3d31e2d3a6859bcfed0ca5041d1954582540e3c75be4b1ba221252b7a5ccb44049bd309100e469a081e5f684c5b3b6e4b731a587549899a91470d933e104a3c7d2a66812b5c5132ac36a0b02aa20284159594f18e4dc654832c180488345800a5e216657486ca93931921b47e3f04227f5ced5dd77dfbfba4ffefa2bbbb770efa37d8f31bf4afefefb3dfbffe89fd2be8ce61f7eef7a71d7e77f0a7fb7fe8deed1ffaf46f6ff7faeede60bf7bfded56ecfffeeffeffefefef6fec6053121e8c7c70c260971234e75d4c42406edbe9c12c99a4284c98dfff0fd6f61f61481092127ce1000428c67e8f76d5d10104537d153401c3acf74d22482a8400a3a3044d850311195a8d1e05dba893aa305191905477d6132765a947a9fa03197858b46168cd2182721a65436006ebdf61922803f508005394e606a90d1f3f6a2fa3f5529eb92ed90b0ef01a3fa0b1bd8314a4b4506b6b0c60824165271eaa443e73cb8ad3f094dd7f787134a8a182a519f428a763fd0264aca6c4c05c73fe0c7ab8c837b00143233743ec28fbcb9210b47e4007693a9d4dc2e6c08598adc9ce8ea9a204a24b9888527042dab030ca8696b49b73bba8a5e0f68fdad569983a44e649c6d132cbfbddae396b2705c348cae921093e2f98645484953c05420dff8c9d3f',156,0.93462676822633317108,'ru','13350db48ea8dde4a78ba1df59e13758efc6c0cab1279b64e0dd8ec3af3d0cce','typescript_rus');
INSERT INTO page_text VALUES(3,replace('УПРАВЛЕНИЕ КАРАГАНДИНСКОГО ИТЛ НКВД\nУЧЕТНО-СТАТИСТИЧЕСКАЯ КАРТОЧКА\nЛичное дело № 191846 Форма № 2\n\n1. Фамилия Цой, он же Чхай\n\n2. Имя, отчество Дмитрий (Ден Хак) Николаевич\n\n3. Год рождения 1911 (со слов)\n\n4. Место рождения Посьетский район ДВК\n\n5. Последнее место жительства Каз. ССР, Кзыл-Ординская обл., ст.\nЧиили\n\n6. Национальность кореец 7. Гражданство СССР\n\n8. Партийность б/п 9. Образование н/среднее\n\n10. Специальность счетовод, рисовод\n\n11. Соц. происхождение из крестьян\n\nСудебная часть\n\n12. Кем осужден Военным трибуналом войск НКВД Казахской ССР\n13. Когда 12.11.1943 г.\n\n14. Статья УК 58-10 ч. 2\n\n15. Срок 10 лет ИТЛ, п/п 5 лет\n\n16. Начало срока 4.ХТТ.42 г. Конец срока 4.ХТТ.52 г.\n\nДвижение\n\nПрибыл 2/У-43 г. из тюрьмы № 1 г. Кзыл-Орда\n\n20/У-43 Долинское отделение, уч. Центральный\n\n11/ТХ-46 Балхашское отделение\n\n8/УТ-49 передан в Песчанлаг МВД (Особлаг № 8), г. Караганда\nКатегория труда - ТФТ, с 1950 г. ИНД.\n\nШтамп: ОСВОБОЖДЕН 17 АВГ 1954 по зачетам раб. дней. Остае-\nтся в ссылке до особого распоряжения.\nХранить постоянно','\n',char(10)),X'0128b52ffd64a4153526001a4ea81042706c4d072473acfa9f022fa429f6dd455e159a30a22a25fb62d156fc880c7d28962987384720217a2da3b00402c37cc3d2464d4444c8de7b77db5b6e29a59452a614d60018011501a1b8f3ae97d2bb2ba5a4b6b6e28b73f6f1ad6c8765e8f5ed2d65d4d6913aa83d7b1543ec38c48fddd6a7b452fb17674cc96d3ddc0f62d75eaf8bb593e69a69613d9f3cabeccc24eeda6ad23cdc79fc0a5a8caffdbc2929fa7d6dabf57a37f5fcfbd69a5ba2b74d2b77251ead1ec55dda46116fbbad48a3616d4f4db36569b39d3a6da395366ced88f138d2f4298af81447bdadde1a6f8db1b6895ad3b6682b4badc79386775b9fb49db6e1b0c661118747243c6a11696f9b48c35bb49d221ef53e35c6ed5d9e1b8b18ef12632b8e768f676f6b259b073399786b954dd54aa312aadc718c742435c15bd558a86c4c2e3b68e6a66d2dac27b824c498b3b57df3f7da546696f98291fbd63c4534af9d0b86b656b3b70b23c81ed61ff8e49b90aca12907244d6a3ea9539ae435491c8ef13087339a6b9aff6a2828abd5ffcdaaaea0875a7326ad9bdb757fb642ac899897295a8440f878623f24f7ea0263b245692b0ac895d597b0433bacad9a21369645494945d0122b3b85c25a14e9021316e50b13d8f95a3ced7c5e620d5e28e211aae240ecc32f45982a7cf400d112cb55bd155c7cf2181a0b77e4af026fcc0715d59888375b7c75c0e6c8f95ada02d31b7c437a3d2e2cab2f281f970e2b8cce588f67e8cba98733848bda62f4033360c74b6aebaa44c234e5a8290820325c666c494c49131e84b54980adb6316e66ee9abdbcd9330fbc15e74e8f9792c4a719891eeac8709fa1b9f578dbd98e4774eb7c45003bc78e03288d4723967d3d8f68991d976bb80a8a564caaa3b6f6a8ac1553b72615af6b9f61a75d7c4bcfd9ed2eab67f5cfd9744eb4c221e2ea2950535697290765a2583c510d4a0444eb06962c4ef014f2df822b2336157e4ed41c09b6da249212a5c5e35721c989d08988748143c6575503e36b019cdc9610a89e062255290a88b1f2e70d8f8e8ecb88c553810160eaa1338996eb3bc29b9a89f8183fb29e2cf4e905a1d2bb77fc9cd9bae164c269442102b38106811e5bd070b1217595ac0ad5c06ba416691dc181657c81c033f714a05dc9fa71054da5690a41c11e800da9a0fc01f7e6ffff7fa75febffffff7dd9ffd3c7fe34b49466a7f4b3bbbf481fbbbf5bfa2ea38fbdbe635a5d53903aadeee357eafaa9ebffa7efd7fddfb33ff57ff062aff45277a74e29754a9d7a69564aa96f96938015e0c1ad585e666d320a9b1a05df3e1b41322551a891a5753241b9b2aa263f20053ad8022a026d8b83051c462383b54d35f710251cb47123e1af635240b5aea4d5e1fbaef471b5da01e9a64371abd8e176e124f5dd582e462c2d78309a763f48256b108e20a6b904a9f5ca40c1844c6036e6aac312a24770efd041faa030dca82da99865e1db746e57b2acbb43a0f13134b52829a847a53570829183340f68c3974e2c66d3bc7468f232882e80f407642853370ad3644712040321bc6f14a23e6648f62011e57655b649570b08d9cbf297b6fc29a2039843727cca9e0d0e87c34ccadada28af253a5a0a25d636b058fa8742638233df6bf334b05d585b70908ad754ef38ced8f0feff9b41420729b229409329e6e6f3e91e0fce523a71957bfbab6c3135340f095f',161,0.93369418604651122084,'ru','6f998ebbed326cfc2e07d18132f258e5ca338e989a67193b78ac2ae501a73ae7','typescript_rus');
CREATE TABLE page_value (
	page_id INTEGER NOT NULL, 
	name VARCHAR(40) NOT NULL, 
	content BLOB NOT NULL, 
	CONSTRAINT pk_page_value PRIMARY KEY (page_id, name), 
	CONSTRAINT fk_page_value_page_id FOREIGN KEY(page_id) REFERENCES page (id) ON DELETE CASCADE
);
INSERT INTO page_value VALUES(3,'geometry',X'7b22686569676874223a333530382c22726f746174696f6e223a302c227363616c65223a312e302c22736b6577223a2d312e322c227769647468223a323438307d');
INSERT INTO page_value VALUES(3,'cleaning',X'7b226761696e73223a5b5d2c22696e6b223a302e30353130382c227374657073223a5b5d7d');
INSERT INTO page_value VALUES(3,'route',X'7b226b617a616b68223a22437972696c6c6963222c226c616e6775616765223a6e756c6c2c226d6f64656c223a22747970657363726970745f727573222c227365636f6e64223a22437972696c6c6963227d');
INSERT INTO page_value VALUES(3,'upright',X'7b22686569676874223a333530382c22726f746174696f6e223a302c227363616c65223a312e302c22736b6577223a2d312e322c227769647468223a323438307d');
INSERT INTO page_value VALUES(3,'layout',X'7b2263656c6c73223a5b5d7d');
INSERT INTO page_value VALUES(3,'alternatives',X'5b7b22636f6e666964656e6365223a302e3839352c22736f75726365223a22437972696c6c6963222c2274657874223a22d09fd0bed181d18ad0b5d182d181d0bad0b8d0b9222c22776f7264223a33357d2c7b22636f6e666964656e6365223a302e302c22736f75726365223a22437972696c6c6963222c2274657874223a22342e31312e3432222c22776f7264223a3130317d2c7b22636f6e666964656e6365223a302e3638322c22736f75726365223a22437972696c6c6963222c2274657874223a22342ed0a5d086312e3532222c22776f7264223a3130357d2c7b22636f6e666964656e6365223a302e3430352c22736f75726365223a22437972696c6c6963222c2274657874223a22322f372d3433222c22776f7264223a3130397d2c7b22636f6e666964656e6365223a302e3437352c22736f75726365223a22437972696c6c6963222c2274657874223a2232302f372d3433222c22776f7264223a3131377d2c7b22636f6e666964656e6365223a302e3834312c22736f75726365223a22437972696c6c6963222c2274657874223a22d0a6d0b5d0bdd182d180d0b0d0bbd18cd0bdd0b8d0b9222c22776f7264223a3132317d2c7b22636f6e666964656e6365223a302e3539342c22736f75726365223a22437972696c6c6963222c2274657874223a2231312f31d0a52d3436222c22776f7264223a3132327d2c7b22636f6e666964656e6365223a302e3632382c22736f75726365223a22437972696c6c6963222c2274657874223a22382f37312d3439222c22776f7264223a3132357d5d');
INSERT INTO page_value VALUES(3,'spans',X'5b7b22636f6e666964656e6365223a302e392c22656e64223a33352c226c6162656c223a224f5247222c22736f75726365223a2272756c6573222c227374617274223a307d2c7b22636f6e666964656e6365223a302e39332c22656e64223a3132352c226c6162656c223a22504552534f4e222c22736f75726365223a2272756c6573222c227374617274223a3131307d2c7b22636f6e666964656e6365223a302e39382c22656e64223a3137322c226c6162656c223a22504552534f4e222c22736f75726365223a2272756c6573222c227374617274223a3134347d2c7b22636f6e666964656e6365223a302e39352c22656e64223a3230342c226c6162656c223a2244415445222c22736f75726365223a226461746573222c227374617274223a3139307d2c7b22636f6e666964656e6365223a302e39382c22656e64223a3234302c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a3232347d2c7b22636f6e666964656e6365223a302e392c22656e64223a3234342c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a3234317d2c7b22636f6e666964656e6365223a302e392c22656e64223a3238342c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a3237367d2c7b22636f6e666964656e6365223a302e39382c22656e64223a3330352c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a3238367d2c7b22636f6e666964656e6365223a302e39382c22656e64223a3331362c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a3330377d2c7b22636f6e666964656e6365223a302e39382c22656e64223a3535372c226c6162656c223a224f5247222c22736f75726365223a2272756c6573222c227374617274223a3531347d2c7b22636f6e666964656e6365223a302e39352c22656e64223a3538312c226c6162656c223a2244415445222c22736f75726365223a226461746573222c227374617274223a3536387d2c7b22636f6e666964656e6365223a302e39352c22656e64223a3636392c226c6162656c223a2244415445222c22736f75726365223a226461746573222c227374617274223a3635387d2c7b22636f6e666964656e6365223a302e39352c22656e64223a3639332c226c6162656c223a2244415445222c22736f75726365223a226461746573222c227374617274223a3638327d2c7b22636f6e666964656e6365223a302e39352c22656e64223a3732312c226c6162656c223a2244415445222c22736f75726365223a226461746573222c227374617274223a3731327d2c7b22636f6e666964656e6365223a302e39382c22656e64223a3734382c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a3733367d2c7b22636f6e666964656e6365223a302e39352c22656e64223a3735372c226c6162656c223a2244415445222c22736f75726365223a226461746573222c227374617274223a3735307d2c7b22636f6e666964656e6365223a302e392c22656e64223a3737372c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a3735387d2c7b22636f6e666964656e6365223a302e39352c22656e64223a3830342c226c6162656c223a2244415445222c22736f75726365223a226461746573222c227374617274223a3739367d2c7b22636f6e666964656e6365223a302e392c22656e64223a3832352c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a3830357d2c7b22636f6e666964656e6365223a302e39352c22656e64223a3833342c226c6162656c223a2244415445222c22736f75726365223a226461746573222c227374617274223a3832377d2c7b22636f6e666964656e6365223a302e39382c22656e64223a3837322c226c6162656c223a224f5247222c22736f75726365223a2272756c6573222c227374617274223a3834357d2c7b22636f6e666964656e6365223a302e39382c22656e64223a3838362c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a3837347d2c7b22636f6e666964656e6365223a302e39352c22656e64223a3931392c226c6162656c223a2244415445222c22736f75726365223a226461746573222c227374617274223a3931327d2c7b22636f6e666964656e6365223a302e39352c22656e64223a3935352c226c6162656c223a2244415445222c22736f75726365223a226461746573222c227374617274223a3934347d5d');
INSERT INTO page_value VALUES(2,'geometry',X'7b22686569676874223a333530382c22726f746174696f6e223a302c227363616c65223a312e302c22736b6577223a302e372c227769647468223a323438307d');
INSERT INTO page_value VALUES(2,'cleaning',X'7b226761696e73223a5b5d2c22696e6b223a302e30353736312c227374657073223a5b226d61736b2d626f7264657273225d7d');
INSERT INTO page_value VALUES(2,'route',X'7b226b617a616b68223a22437972696c6c6963222c226c616e6775616765223a6e756c6c2c226d6f64656c223a22747970657363726970745f727573222c227365636f6e64223a22437972696c6c6963227d');
INSERT INTO page_value VALUES(2,'upright',X'7b22686569676874223a333530382c22726f746174696f6e223a302c227363616c65223a312e302c22736b6577223a302e372c227769647468223a323438307d');
INSERT INTO page_value VALUES(2,'layout',X'7b2263656c6c73223a5b5d7d');
INSERT INTO page_value VALUES(2,'alternatives',X'5b7b22636f6e666964656e6365223a302e3930312c22736f75726365223a22437972696c6c6963222c2274657874223a22d092d09dd09fd098d0a1d09ad090222c22776f7264223a317d2c7b22636f6e666964656e6365223a302e3837322c22736f75726365223a22437972696c6c6963222c2274657874223a2232382fd0a5312d3337222c22776f7264223a38387d2c7b22636f6e666964656e6365223a302e34392c22736f75726365223a22437972696c6c6963222c2274657874223a2232322f31372d31393338222c22776f7264223a3133377d2c7b22636f6e666964656e6365223a302e3839392c22736f75726365223a22437972696c6c6963222c2274657874223a2232382fd0a5312d3435222c22776f7264223a3134347d2c7b22636f6e666964656e6365223a302e3236352c22736f75726365223a226669727374222c2274657874223a22d180d0b5222c22776f7264223a3135357d5d');
INSERT INTO page_value VALUES(2,'spans',X'5b7b22636f6e666964656e6365223a302e39382c22656e64223a39362c226c6162656c223a224f5247222c22736f75726365223a2272756c6573222c227374617274223a33367d2c7b22636f6e666964656e6365223a302e39352c22656e64223a3131382c226c6162656c223a2244415445222c22736f75726365223a226461746573222c227374617274223a3130307d2c7b22636f6e666964656e6365223a302e39392c22656e64223a3230332c226c6162656c223a22504552534f4e222c22736f75726365223a2272756c6573222c227374617274223a3135317d2c7b22636f6e666964656e6365223a302e39352c22656e64223a3231352c226c6162656c223a2244415445222c22736f75726365223a226461746573222c227374617274223a3230357d2c7b22636f6e666964656e6365223a302e39382c22656e64223a3233322c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a3232337d2c7b22636f6e666964656e6365223a302e39382c22656e64223a3333302c226c6162656c223a224f5247222c22736f75726365223a2272756c6573222c227374617274223a3239357d2c7b22636f6e666964656e6365223a302e39392c22656e64223a3339312c226c6162656c223a22504552534f4e222c22736f75726365223a2272756c6573222c227374617274223a3336327d2c7b22636f6e666964656e6365223a302e39382c22656e64223a3431302c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a3430317d2c7b22636f6e666964656e6365223a302e39392c22656e64223a3438392c226c6162656c223a22504552534f4e222c22736f75726365223a2272756c6573222c227374617274223a3436317d2c7b22636f6e666964656e6365223a302e39352c22656e64223a3631332c226c6162656c223a2244415445222c22736f75726365223a226461746573222c227374617274223a3630327d2c7b22636f6e666964656e6365223a302e392c22656e64223a3633332c226c6162656c223a224f5247222c22736f75726365223a2272756c6573222c227374617274223a3632377d2c7b22636f6e666964656e6365223a302e39382c22656e64223a3634362c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a3633347d2c7b22636f6e666964656e6365223a302e39332c22656e64223a3735322c226c6162656c223a22504552534f4e222c22736f75726365223a2272756c6573222c227374617274223a3733377d2c7b22636f6e666964656e6365223a302e392c22656e64223a3739312c226c6162656c223a224f5247222c22736f75726365223a2272756c6573222c227374617274223a3738307d2c7b22636f6e666964656e6365223a302e39382c22656e64223a3830382c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a3739347d2c7b22636f6e666964656e6365223a302e392c22656e64223a3834332c226c6162656c223a224f5247222c22736f75726365223a2272756c6573222c227374617274223a3832367d2c7b22636f6e666964656e6365223a302e39382c22656e64223a3931312c226c6162656c223a224f5247222c22736f75726365223a2272756c6573222c227374617274223a3837377d2c7b22636f6e666964656e6365223a302e39382c22656e64223a3932362c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a3931337d2c7b22636f6e666964656e6365223a302e392c22656e64223a3934372c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a3932377d2c7b22636f6e666964656e6365223a302e39352c22656e64223a3937302c226c6162656c223a2244415445222c22736f75726365223a226461746573222c227374617274223a3935377d2c7b22636f6e666964656e6365223a302e392c22656e64223a3939372c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a3938317d2c7b22636f6e666964656e6365223a302e39352c22656e64223a313032322c226c6162656c223a2244415445222c22736f75726365223a226461746573222c227374617274223a313031317d2c7b22636f6e666964656e6365223a302e392c22656e64223a313036332c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a313034397d2c7b22636f6e666964656e6365223a302e39382c22656e64223a313037392c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a313036347d5d');
CREATE TABLE quarantine (
	id INTEGER NOT NULL, 
	page_id INTEGER NOT NULL, 
	stage VARCHAR(40) NOT NULL, 
	code VARCHAR(40) NOT NULL, 
	detail TEXT NOT NULL, 
	traceback TEXT, 
	created_at DATETIME NOT NULL, 
	state VARCHAR(20) NOT NULL, 
	decided_at DATETIME, 
	decided_by TEXT, 
	reason TEXT, 
	CONSTRAINT pk_quarantine PRIMARY KEY (id), 
	CONSTRAINT fk_quarantine_page_id FOREIGN KEY(page_id) REFERENCES page (id) ON DELETE CASCADE
);
INSERT INTO quarantine VALUES(1,1,'ingest','source-truncated','OSError: image file is truncated (0 bytes not processed)',NULL,'2026-11-22 15:07:00.292063','open',NULL,NULL,NULL);
CREATE TABLE page_quality (
	page_id INTEGER NOT NULL, 
	expected_cer FLOAT NOT NULL, 
	CONSTRAINT pk_page_quality PRIMARY KEY (page_id), 
	CONSTRAINT fk_page_quality_page_id FOREIGN KEY(page_id) REFERENCES page (id) ON DELETE CASCADE
);
INSERT INTO page_quality VALUES(2,0.0074000000000000003275);
INSERT INTO page_quality VALUES(3,0.0061999999999999997821);
PRAGMA writable_schema=ON;
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','search_page','search_page',0,'CREATE VIRTUAL TABLE search_page USING fts5(body, person, place, tokenize = "unicode61 remove_diacritics 0 tokenchars ''¶''")');
CREATE TABLE IF NOT EXISTS 'search_page_data'(id INTEGER PRIMARY KEY, block BLOB);
INSERT INTO search_page_data VALUES(1,X'02831e29813c');
INSERT INTO search_page_data VALUES(10,X'000000000102020002010101020101');
INSERT INTO search_page_data VALUES(137438953473,X'0000071202303103040e73020130030640200702013103084415355302013203044b0d02013303025402013403025a02013503026102013603026a02013703048123020339313103021e040338343603020b03023433030258030235300304811e040134030481250202d1850304815c010132030a0d094e1b4e020130030681034c01013303021b0101340308214e084c02013203026f02013303087b0c440a0201360306810c530201390306811156010135030427430201320304754c02013803025d01013603023201013703083581130a02013103048164010138030838590a4e01013903023c0102c2b60381708132030303030403030303060303030306030303030603030303040303030306030303030101060303030301020403030303040303030305030303030403030303060303030306030303030503030303040303030306030303030503030303050303030304030303030503030303040303030305030303030106d0b0d0b2d0b3030481240201b103023a030ad0b0d0bbd185d0b0d188030601025c0d04d181d0ba030a810d0102550201b2030681131a0306d0bed0b5d0bd03024e0605b9d181d0ba0302500201b3031659190808061a090102392b0304d0bed0b403021c0312d180d0b0d0b6d0b4d0b0d0bdd181d182d0b2030236020bb4d0b2d0b8d0b6d0b5d0bd0302770601ba0308260102090403b5d0bb03020a0601bd03081801010c0407bcd0b8d182d18003081701010b0403bdd0b5030481290401be0304812d050ad0bbd0b8d0bdd181d0ba030c8106010248090203b6d0b5030812010104040fb8d182d0b5d0bbd18cd181d182d0b203022a0209b7d0b0d187d0b5d182030481270203b8d0b7030447380401bc0302150403bdd0b4030481200304d182d0bb030404630205bad0b0d0b703082b01020f0708d0b0d185d181d0ba0302520706d181d181d1800306010216050cd180d0b0d0b3d0b0d0bdd0b4030c8119010263081108d0b8d0bdd181d0ba0302030708d182d0bed187d0ba030208060982d0b5d0b3d0bed1800304811a0403b5d0bc03024c0405b7d18bd0bb03102d5601021c0a18090405bed0b3d0b40302550605bdd0b5d1860302710508d180d0b5d0b5d186030234030ed180d0b5d181d182d18cd18fd0bd0302480205bbd0b5d182030464070405b8d187d0bd0302090205bcd0b2d0b4030481150405b5d181d182030422090201bd03023e0312d0b0d186d0b8d0bed0bdd0b0d0bbd18cd0bd030233060587d0b0d0bb03026b0411b8d0bad0bed0bbd0b0d0b5d0b2d0b8d18703081a01010e0405bad0b2d0b40304054e0205bed0b1d0bb030a2f01021e0a050ed180d0b0d0b7d0bed0b2d0b0d0bd03023d0401bd0308110101030304d180d0b4030c810201023b090708d0b8d0bdd181d0ba030a2e01021d0a040d81d0b2d0bed0b1d0bed0b6d0b4030481220603bed0b10304812e0906d0bbd0b0d0b3030481160504d182d0b00304812a060583d0b6d0b403024d040b82d0b4d0b5d0bbd0b5d0bd030e8107090102490f050ad187d0b5d181d182d0b20302160201bf03063b2d03030cd0b0d180d182d0b8d0b9d0bd0302390409b5d180d0b5d0b4d0b003048112060d81d187d0b0d0bdd0bbd0b0d0b3030481140401be03048126050ad181d0bbd0b5d0b4d0bd0302280706d182d0bed18f0304813108098ad0b5d182d181d0ba0304813708098cd0b5d182d181d0ba0308240102020306d180d0b8d0b10302780611bed0b8d181d185d0bed0b6d0b4d0b5d0bd0302460106d180d0b0d0b1030481280605b9d0bed0bd0308250102030510d181d0bfd0bed180d18fd0b6d0b5d0bd0304812f040bb8d181d0bed0b2d0bed0b40302430409bed0b6d0b4d0b5d0bd03041d080201810304811d0306d0bbd0bed0b20302200401be03021f0502d186030245040fbfd0b5d186d0b8d0b0d0bbd18cd0bd0302410308d180d0b5d0b4d0bd03023f0603bed0ba0306620c08040381d180030a2c29010210060381d18003023706058bd0bbd0ba0304812c04018203083001022c0504d0b0d18203025b0910d0b8d181d182d0b8d187d0b5d181d0ba030207040983d0b4d0b5d0b1d0bd030249040d87d0b5d182d0bed0b2d0bed0b4030242020f82d180d0b8d0b1d183d0bdd0b0d0bb03024f0504d183d0b40304811b040384d1820304811c0401850304810b04078ed180d18cd0bc03027e02018303047a0c0302d0ba03025c040dbfd180d0b0d0b2d0bbd0b5d0bd0302020302d18203048110040187030481080506d0b5d182d0bd030206020984d0b0d0bcd0b8d0bb03020f0405bed180d0bc03020c020585d0b0d0ba03081901010d0402b8310304813e0306d180d0b0d0bd03048130040382d18203046e08021186d0b5d0bdd182d180d0b0d0bbd18cd0bd030681094e0401be03081001010202018703025f0306d0b0d181d18203024a0405b8d0b8d0bb030a3101022d080304d185d0b0030813010105020988d182d0b0d0bcd0bf03048121040708090706060606070808070807080a0806090609080807070606090709067f0c06110d080b0a100917100908090f0907140b140f0906090a0d0d0d160d0d0f08110a0a0d130b0a0b0b06170a190b0e13090e1113090c0a0a160f08110f13070f0c0f110b160c0d16100f070b0607140d0a0c080b0909150e12140a09070c07071208070b0e0a0d080c091809060b0e0c');
INSERT INTO search_page_data VALUES(274877906945,X'0000067406303030343836020264010531303435350202170201320204811d02013402023d02013602021002013702048132020339303602021f03023338020612792c01023231020206020132020681072c0201380208553d1b1201033330370202150201370204575601023435020681122b01013502026c01013602023f0102c2b6028148811e03030303040303030306030303030603030303010107030303030603030303060303030301020403030303050303030304030303030503030303040303030305030303030503030303050303030304030303030603030303050303030305030303030112d0b0d0bad0bcd0bed0bbd0b8d0bdd181d0ba02125d22070102170817080413bbd0b5d0bad181d0b0d0bdd0b4d180d0bed0b2020a811a01024e040fbdd0b4d180d0b5d0b5d0b2d0b8d18702083601010e0304d180d1850202680211b1d0b5d180d0b4d0bdd0b8d0bad0bed0b202141a1c0f2b0101020c0a0a060f81d0bfd0b0d180d182d0b8d0b9d0bd020229030cd183d0bbd18cd0b2d0b0d18002023b050ad182d18bd180d181d0ba020a810d0102460201b2020e4a120f0a050c1e0308d0b8d0bbd18cd0bd0208240102030409bdd0bfd0b8d181d0ba02048123050ad183d182d180d0b5d0bd02020c0411bed0b9d186d0b5d185d0bed0b2d181d0ba02081e0101060506d181d0b5d0bc0202500306d180d0b0d0b30202320702d18702022c04098bd0bfd0b8d181d0ba0202030504d181d18802022b0201b3021e130f05172206300b08010202090f390302d1800202260201b4020a3c4b0102400304d0b5d0bb02060d0b510508d182d0b4d0bed0bc0202700201b6020a810401023f0304d0b5d0bd020230020bb7d0b0d0bad0bbd18ed187020249020fb8d0b2d0b0d0bdd0bed0b2d181d0ba020a811b0102540401b7020604810a050cd0bcd0b5d0bdd0bdd0b8d0ba020247040dbcd183d189d0b5d181d182d0b20202600316d181d0bfd180d0b0d0b2d0b8d182d0b5d0bbd18cd0bd02024b0203bad0b00202270510d0b7d0b8d0bcd0b8d180d0bed0b2d0bd020c1c29010104140601ba0202440514d180d0b0d0b3d0b0d0bdd0b4d0b8d0bdd181d0ba020a810301023e0805bbd0b0d0b302045b260401b202023e040db8d180d0b3d0b8d0b7d181d0ba020a7301022309040dbed0bcd0b8d181d181d0b0d18002020b060fbdd184d0b8d181d0bad0bed0b2d0b00202610312d183d0b9d0b1d18bd188d0b5d0b2d181d0ba02022d0209bbd0b0d0b3d0b5d18002024d0403b5d1820204511e0207bcd0b0d180d1820202110407bed181d0bad0b2020a3901020a080203bdd0b002024f0508d0bfd180d0b0d0b20202590d02d0bb02027b0510d180d0bad0bed0bcd0bfd180d0bed1810202710803bed0b40202330b02d0bd02020a0405bad0b2d0b4020481000201be0202190304d0b1d0bb020a811c010255050ed180d0b0d0b7d0bed0b2d0b0d0bd02022a0405bbd18cd0b3020c1b2901010314030ed181d0b2d0bed0b1d0bed0b6d0b40204810f0603bed0b102040772050ad183d0b6d0b4d0b5d0bd02023104018202020f0506d0b1d18bd182020481150601b20202750609b4d0b5d0bbd0b5d0bd02027e0607bcd0b5d182d0ba02027a0207bfd0b0d0b2d0bb02083501010d0405b5d180d0b202025e0401be020481140504d0b4d0bf020279060bbad180d0bed0b2d181d0ba02023a060fbbd0b8d0bad0bbd0b8d0bdd0b8d0ba02022f0704d18cd0ba0202250607bcd0b5d181d18202026e050cd181d182d0b0d0bdd0bed0b20202400304d180d0b80202090702d0b1020481060805bad0b0d0b70202630603bed0b6020237070ad182d0bed0bad0bed0bb0202050102d1800202210308d0b0d0b9d0bed0bd02022e0407bed0b4d0b8d0bd0202480201810202540306d0b4d0b0d182020266040db5d0bad180d0b5d182d0b0d1800202760e01bd0202020601bc0202460407bbd183d188d0b0020214040bbed0b2d0b5d189d0b0d0bd020408720609b3d0bbd0b0d181d0bd0202620306d180d0bed0ba02064e0745040381d180020a7401022409060381d18002040e1c040182020a810101023104018702025204038bd0bd020269020b82d180d183d0b4d0bed0b202024c0401830204810804078ed180d18cd0bc020a810e010247020383d0b1020481170306d180d0bed0b60202220902d0b402081d010105020285310206812a120302d1820204563d020186020218020787d0bbd0b5d0bd02024502078dd182d0b0d0bf02045f2e02038ed18002086b01011d040a0a07060607080907080908070906066b1f1c17091f1411130c100f0f190b0b070e0914070a0b0d0a0910180811121b081a061d0b06161214170e090c10080d071508070b060d130f14090f060c060e0c0f0a07091014090c1109080a080f070d0c060b1206060c110e0d0c090a0608100710090b0a0908060c0d');
CREATE TABLE IF NOT EXISTS 'search_page_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
INSERT INTO search_page_idx VALUES(1,X'',2);
INSERT INTO search_page_idx VALUES(2,X'',2);
CREATE TABLE IF NOT EXISTS 'search_page_content'(id INTEGER PRIMARY KEY, c0, c1, c2);
INSERT INTO search_page_content VALUES(2,'секретн выписк из протокол 21 особ совещан при народн комиссар внутрен дел ссср от 16 март 1938 г слуша 307 дел 10455 ц о бердников ольг казимировн урожд войцеховск 1906 г р урож г вильн польк гр ка ссср беспартийн образован высш врач куйбышевск район поликлиник жен осужден враг народ бердников павл андреевич прож г москв покровск бульвар д 14 кв 6 постанов бердников ольг казимировн как член сем изменник родин заключ в исправительн трудов лагер срок на восем лет сч срок с 28 хт 37 г направ в карлаг г акмолинск перв этап имуществ конфискова согласн приказ 00486 дел сдат в арх сын бердников юр 5 лет помест в детдом наркомпрос в киргизск сср отв секретар особ совещан подп отметк направл в акмолинск отделен карлаг нквд ст акмолинск карагандинск ж д приб 22 ту 1938 г этап из бутырск тюрьм освобожд 28 хт 45 г по отбыт срок уб в г александров ивановск обл 12 ¶ ¶ ¶ ¶ ¶ внписк ¶ ¶ ¶ ¶ ¶ 28 х1 37 ¶ ¶ ¶ ¶ ¶ 22 17 1938 ¶ ¶ ¶ ¶ ¶ 28 х1 45','бердников ольг казимировн урожд войцеховск ¶ ¶ ¶ ¶ ¶ бердников павл андреевич ¶ ¶ ¶ ¶ ¶ бердников ольг казимировн ¶ ¶ ¶ ¶ ¶ бердников юр','г вильн ¶ ¶ ¶ ¶ ¶ г москв ¶ ¶ ¶ ¶ ¶ москв ¶ ¶ ¶ ¶ ¶ г акмолинск ¶ ¶ ¶ ¶ ¶ акмолинск ¶ ¶ ¶ ¶ ¶ киргизск сср ¶ ¶ ¶ ¶ ¶ киргизск сср ¶ ¶ ¶ ¶ ¶ ст акмолинск ¶ ¶ ¶ ¶ ¶ акмолинск ¶ ¶ ¶ ¶ ¶ карагандинск ж д ¶ ¶ ¶ ¶ ¶ бутырск тюрьм ¶ ¶ ¶ ¶ ¶ г александров ¶ ¶ ¶ ¶ ¶ ивановск обл');
INSERT INTO search_page_content VALUES(3,'управлен карагандинск итл нквд учетн статистическ карточк личн дел 191846 форм 2 1 фамил цо он же чха 2 им отчеств дмитр ден хак николаевич 3 год рожден 1911 со слов 4 мест рожден посьетск район двк 5 последн мест жительств каз сср кзыл ординск обл ст чиил 6 национальн кореец 7 гражданств ссср 8 партийн б п 9 образован н средн 10 специальн счетовод рисовод 11 соц происхожден из крестьян судебн част 12 кем осужд воен трибунал войск нквд казахск сср 13 когд 12 11 1943 г 14 стат ук 58 10 ч 2 15 срок 10 лет итл п п 5 лет 16 начал срок 4 хтт 42 г конец срок 4 хтт 52 г движен приб 2 у 43 г из тюрьм 1 г кзыл орд 20 у 43 долинск отделен уч центральн 11 тх 46 балхашск отделен 8 ут 49 переда в песчанлаг мвд особлаг 8 г караганд категор труд тфт с 1950 г инд штамп освобожд 17 авг 1954 по зачет раб дне оста в ссылк до особ распоряжен хран постоя ¶ ¶ ¶ ¶ ¶ посъетск ¶ ¶ ¶ ¶ ¶ 4 хи1 52 ¶ ¶ ¶ ¶ ¶ 2 7 43 ¶ ¶ ¶ ¶ ¶ 20 7 43 ¶ ¶ ¶ ¶ ¶ центральн ¶ ¶ ¶ ¶ ¶ 11 1х 46 ¶ ¶ ¶ ¶ ¶ 8 71 49','цо он же чха ¶ ¶ ¶ ¶ ¶ дмитр ден хак николаевич','посьетск район ¶ ¶ ¶ ¶ ¶ двк ¶ ¶ ¶ ¶ ¶ каз сср ¶ ¶ ¶ ¶ ¶ казсср ¶ ¶ ¶ ¶ ¶ кзыл ординск обл ¶ ¶ ¶ ¶ ¶ кзыл ординск обл ¶ ¶ ¶ ¶ ¶ ст чиил ¶ ¶ ¶ ¶ ¶ чиил ¶ ¶ ¶ ¶ ¶ г кзыл орд ¶ ¶ ¶ ¶ ¶ кзыл орд ¶ ¶ ¶ ¶ ¶ долинск отделен ¶ ¶ ¶ ¶ ¶ долинск ¶ ¶ ¶ ¶ ¶ балхашск отделен ¶ ¶ ¶ ¶ ¶ балхаш ¶ ¶ ¶ ¶ ¶ г караганд ¶ ¶ ¶ ¶ ¶ караганд');
CREATE TABLE IF NOT EXISTS 'search_page_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
INSERT INTO search_page_docsize VALUES(2,X'813a1c54');
INSERT INTO search_page_docsize VALUES(3,X'81640d68');
CREATE TABLE IF NOT EXISTS 'search_page_config'(k PRIMARY KEY, v) WITHOUT ROWID;
INSERT INTO search_page_config VALUES('version',4);
CREATE TABLE search_index (
	name TEXT NOT NULL, 
	analyzer TEXT NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO search_index VALUES('fts5','2');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('page',3);
CREATE INDEX ix_source_sha256 ON source (sha256);
CREATE INDEX ix_delivery_item_delivery_id ON delivery_item (delivery_id);
CREATE INDEX ix_document_file_id ON document (file_id);
CREATE INDEX ix_page_collection_id ON page (collection_id);
CREATE INDEX ix_page_document_id ON page (document_id);
CREATE INDEX ix_page_state_id ON page (state, id);
CREATE INDEX ix_attempt_page_id ON attempt (page_id);
CREATE INDEX ix_ledger_stage_state_recipe ON ledger (stage, state, recipe);
CREATE INDEX ix_mention_entity_id ON mention (entity_id);
CREATE INDEX ix_mention_lower_upper ON mention (lower, upper);
CREATE INDEX ix_mention_page_id_start ON mention (page_id, start);
CREATE INDEX ix_quarantine_code ON quarantine (code);
CREATE INDEX ix_quarantine_page_id ON quarantine (page_id);
CREATE INDEX ix_page_quality_expected_cer ON page_quality (expected_cer);
PRAGMA writable_schema=OFF;
COMMIT;
