PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO alembic_version VALUES('0001');
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
INSERT INTO collection VALUES(1,'дела',NULL,'2026-11-22 14:57:03.050004');
CREATE TABLE recipe (
	digest VARCHAR(64) NOT NULL, 
	stage VARCHAR(40) NOT NULL, 
	version VARCHAR(40) NOT NULL, 
	options TEXT NOT NULL, 
	engine TEXT NOT NULL, 
	CONSTRAINT pk_recipe PRIMARY KEY (digest)
);
INSERT INTO recipe VALUES('d645edeb3e3f2b26f89e364f6967a2b88e3a9550cf87fbf80b7595db215fb312','orient','1','{"use":"orient","deskew_above":0.3,"dpi":300}','');
INSERT INTO recipe VALUES('297bd728701daeadc40583fb10313c09474f4ebf675604ddf1f96f7d362db65c','clean','1','{"use":"clean","mask_borders_above":0.01}','');
INSERT INTO recipe VALUES('d9625887127beae98c5c52dbe56a5298d3038022f15b8c8e56e93b9abb212de1','route','1','{"use":"route","ru":"rus","kk":"Cyrillic"}','');
INSERT INTO recipe VALUES('28ca359747ffa1160126346753278b7951843c78380e98eac778ed4c41733e1a','ocr','1','{"use":"ocr","engine":{"name":"tesseract","models":["rus","Cyrillic"],"psm":3,"seconds":120.0},"second_look_below":0.65,"blank_below":0.0005}','tesseract 5.3.0 rus:e16e5e036cce1d9ec2b00063cf8b54472625b9e14d893a169e2b0dedeb4df225 Cyrillic:a80325ebb1c7aa2dca5002ec05b15052a51dcb2e9e65373c264a3df7ac284358');
INSERT INTO recipe VALUES('211779e8b3662af5b92b238a16163d2d1a2e306dd603daaf37e09f3b57cdca87','mentions','1','{"use":"mentions","engine":{"name":"spacy","labels":["PERSON","PLACE","DATE","ORG"],"min_confidence":0.0}}','spacy 3.8.18 slovnet 0.6.0 navec 0.10.0 weights 3af98f9d28a2 rules 9f16fef41568');
INSERT INTO recipe VALUES('cc6ba71c20f6e78580d89a9613b0301adf2310530f35a20f0fe359af05d5a6ef','normalise','1','{"use":"normalise","candidates":5,"margin":0.1}','gazetteer sha256:d0a7d9bb974e01f7');
INSERT INTO recipe VALUES('e93a88e095f2b26730b0db3954d4a5f58e5ef6e432bcdfccd0060edf7ccdc296','index','1','{"use":"index"}','1');
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
INSERT INTO run VALUES(1,'2026-11-22 14:57:10.411176','2026-11-22 14:57:34.026991','done','7d126bfe5bdc057fc89df2099e7716765642d5bec19f1fbeee7a342d33036d80',0,2,14);
CREATE TABLE delivery (
	id INTEGER NOT NULL, 
	collection_id INTEGER NOT NULL, 
	received_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	CONSTRAINT pk_delivery PRIMARY KEY (id), 
	CONSTRAINT fk_delivery_collection_id FOREIGN KEY(collection_id) REFERENCES collection (id)
);
INSERT INTO delivery VALUES(1,1,'2026-11-22 14:57:03.050004','2026-11-22 14:57:05.740968');
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
INSERT INTO entity VALUES(1,1,'ORG','особого совещания при народном комиссаре внутренних дел ссср','Особого Совещания при Народном Комиссаре Внутренних Дел СССР',NULL,NULL);
INSERT INTO entity VALUES(2,1,'DATE','1938-03-16','1938-03-16','1938-03-16','1938-03-16');
INSERT INTO entity VALUES(3,1,'PERSON','бердникова|ольга|казимировна||f','Бердникова Ольга Казимировна',NULL,NULL);
INSERT INTO entity VALUES(4,1,'DATE','1906','1906','1906-01-01','1906-12-31');
INSERT INTO entity VALUES(5,1,'PLACE','г. вильно','г. Вильно',NULL,NULL);
INSERT INTO entity VALUES(6,1,'ORG','куйбышевской районной поликлиники','Куйбышевской районной поликлиники',NULL,NULL);
INSERT INTO entity VALUES(7,1,'PERSON','бердников|павел|андреевич||m','Бердников Павел Андреевич',NULL,NULL);
INSERT INTO entity VALUES(8,1,'PLACE','=moscow','Москва',NULL,NULL);
INSERT INTO entity VALUES(9,1,'DATE','1937-11-28','1937-11-28','1937-11-28','1937-11-28');
INSERT INTO entity VALUES(10,1,'ORG','карлаг','Карлаг',NULL,NULL);
INSERT INTO entity VALUES(11,1,'PLACE','=astana','Акмолинск',NULL,NULL);
INSERT INTO entity VALUES(12,1,'PERSON','бердникова|турия|||f','Бердникова Турия',NULL,NULL);
INSERT INTO entity VALUES(13,1,'ORG','наркомпроса','Наркомпроса',NULL,NULL);
INSERT INTO entity VALUES(14,1,'PLACE','=kirgizia','Киргизская ССР',NULL,NULL);
INSERT INTO entity VALUES(15,1,'ORG','особого совещания','Особого Совещания',NULL,NULL);
INSERT INTO entity VALUES(16,1,'ORG','акмолинское отделение карлага нквд','Акмолинское отделение Карлага НКВД',NULL,NULL);
INSERT INTO entity VALUES(17,1,'PLACE','карагандинской к. д','Карагандинской к. д',NULL,NULL);
INSERT INTO entity VALUES(18,1,'DATE','1938-04-22','1938-04-22','1938-04-22','1938-04-22');
INSERT INTO entity VALUES(19,1,'PLACE','бутырской тюрьмы','Бутырской тюрьмы',NULL,NULL);
INSERT INTO entity VALUES(20,1,'DATE','1945-12-28','1945-12-28','1945-12-28','1945-12-28');
INSERT INTO entity VALUES(21,1,'PLACE','г. александров','г. Александров',NULL,NULL);
INSERT INTO entity VALUES(22,1,'PLACE','ивановской обл','Ивановской обл',NULL,NULL);
INSERT INTO entity VALUES(23,1,'ORG','управление караганлинского итл нквд','УПРАВЛЕНИЕ КАРАГАНЛИНСКОГО ИТЛ НКВД',NULL,NULL);
INSERT INTO entity VALUES(24,1,'PERSON','цой||||m','Цой',NULL,NULL);
INSERT INTO entity VALUES(25,1,'PERSON','|лмитрий|николаевич||m','Лмитрий Николаевич',NULL,NULL);
INSERT INTO entity VALUES(26,1,'DATE','1911?','1911?','1911-01-01','1911-12-31');
INSERT INTO entity VALUES(27,1,'PLACE','посъетский район','Посъетский район',NULL,NULL);
INSERT INTO entity VALUES(28,1,'PLACE','двк','ДВК',NULL,NULL);
INSERT INTO entity VALUES(29,1,'PLACE','=kazakhstan','КазССР',NULL,NULL);
INSERT INTO entity VALUES(30,1,'PLACE','=kzylorda_obl','Кзыл-Ординская обл.',NULL,NULL);
INSERT INTO entity VALUES(31,1,'PLACE','=shieli','Чиили',NULL,NULL);
INSERT INTO entity VALUES(32,1,'ORG','военным трибуналом войск нквд казахской сср','Военным трибуналом войск НКВД Казахской ССР',NULL,NULL);
INSERT INTO entity VALUES(33,1,'DATE','1943-11-12','1943-11-12','1943-11-12','1943-11-12');
INSERT INTO entity VALUES(34,1,'DATE','1942-12-04','1942-12-04','1942-12-04','1942-12-04');
INSERT INTO entity VALUES(35,1,'DATE','1952-12-04','1952-12-04','1952-12-04','1952-12-04');
INSERT INTO entity VALUES(36,1,'DATE','1943-05-02','1943-05-02','1943-05-02','1943-05-02');
INSERT INTO entity VALUES(37,1,'PLACE','=kyzylorda','Кзыл-Орда',NULL,NULL);
INSERT INTO entity VALUES(38,1,'DATE','1943-05-20','1943-05-20','1943-05-20','1943-05-20');
INSERT INTO entity VALUES(39,1,'PLACE','=dolinka','Долинское',NULL,NULL);
INSERT INTO entity VALUES(40,1,'DATE','1946-09-11','1946-09-11','1946-09-11','1946-09-11');
INSERT INTO entity VALUES(41,1,'PLACE','=balkhash','Балхаш',NULL,NULL);
INSERT INTO entity VALUES(42,1,'DATE','1949-06-08','1949-06-08','1949-06-08','1949-06-08');
INSERT INTO entity VALUES(43,1,'ORG','песчанлаг мвд (особлаг № 8','Песчанлаг МВД (Особлаг № 8',NULL,NULL);
INSERT INTO entity VALUES(44,1,'PLACE','=karaganda','Караганда',NULL,NULL);
INSERT INTO entity VALUES(45,1,'DATE','1950','1950','1950-01-01','1950-12-31');
INSERT INTO entity VALUES(46,1,'DATE','1954-08-17','1954-08-17','1954-08-17','1954-08-17');
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
INSERT INTO attempt VALUES(1,1,2,'orient clean route ocr mentions normalise index','done',NULL,18.987433741000131703,'2026-11-22 14:57:33.803205');
INSERT INTO attempt VALUES(2,1,3,'orient clean route ocr mentions normalise index','done',NULL,19.103015938999305944,'2026-11-22 14:57:33.803205');
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
INSERT INTO ledger VALUES(2,'orient','done',NULL,'d645edeb3e3f2b26f89e364f6967a2b88e3a9550cf87fbf80b7595db215fb312','958c97657b3914b425fb27ae866da1ec458419c830a312d8bae6f75b22a33511','cb8f84f2e026ba84e6c42d5f5b5e215711960b334c26325a7eefb3167f5f8c97',0,1,0,0.23703574899991508573,NULL,1);
INSERT INTO ledger VALUES(3,'orient','done',NULL,'d645edeb3e3f2b26f89e364f6967a2b88e3a9550cf87fbf80b7595db215fb312','7a5a83f21ec51d7e849de8febd8d5480415f0b0ff34fcf039db79b9b082fbc0f','59f1d5a6d14bba6a213170000a0474b7b93d97a64c1aa8b48090d96d1d143577',0,1,0,0.40490036699884512927,NULL,1);
INSERT INTO ledger VALUES(1,'orient','quarantined','new',NULL,NULL,NULL,0,0,0,NULL,NULL,NULL);
INSERT INTO ledger VALUES(2,'clean','done',NULL,'297bd728701daeadc40583fb10313c09474f4ebf675604ddf1f96f7d362db65c','06e528b851208dc16490938b641a6a4f424f8740172e6a5299d367bd55f381fb','9b65a90aca2e4f8df8d745b17f0f3470470f090f9b940240800fa323a10e4fd8',0,1,0,0.21338826099963625892,NULL,1);
INSERT INTO ledger VALUES(3,'clean','done',NULL,'297bd728701daeadc40583fb10313c09474f4ebf675604ddf1f96f7d362db65c','37a547485b517563d6882addb6878983bde69ff51f73ff63f02c98f37f679131','754c2625da85e417fb37d49b793db17f612137198252a8995d2d0d6021f96bcb',0,1,0,0.16445406799903139472,NULL,1);
INSERT INTO ledger VALUES(1,'clean','quarantined','new',NULL,NULL,NULL,0,0,0,NULL,NULL,NULL);
INSERT INTO ledger VALUES(2,'route','done',NULL,'d9625887127beae98c5c52dbe56a5298d3038022f15b8c8e56e93b9abb212de1','12029e1ab7852aa8a181487dd538d73fd514b36254a3056d694a378a4d40489c','7ce60d18decb57f65176a850258ae8ebfde042c20e008c0bcd1c041026958c83',0,1,0,5.5133001296781003475e-05,NULL,1);
INSERT INTO ledger VALUES(3,'route','done',NULL,'d9625887127beae98c5c52dbe56a5298d3038022f15b8c8e56e93b9abb212de1','12029e1ab7852aa8a181487dd538d73fd514b36254a3056d694a378a4d40489c','7ce60d18decb57f65176a850258ae8ebfde042c20e008c0bcd1c041026958c83',0,1,0,0.00022822100072517059743,NULL,1);
INSERT INTO ledger VALUES(1,'route','quarantined','new',NULL,NULL,NULL,0,0,0,NULL,NULL,NULL);
INSERT INTO ledger VALUES(2,'ocr','done',NULL,'28ca359747ffa1160126346753278b7951843c78380e98eac778ed4c41733e1a','ddc57e41baea1a82d1b70eccc51e0bc61819657ed1db7880362db67140819183','e9557dd6f7bd81bad76c2137b3496a2fbd6b03c8edc4862d5bc744a77204cf70',0,1,0,7.4269004489997314522,NULL,1);
INSERT INTO ledger VALUES(3,'ocr','done',NULL,'28ca359747ffa1160126346753278b7951843c78380e98eac778ed4c41733e1a','e796cb4a06d78a0f25b01a57c6d797407655842b84b65059eacd95e59d970f9c','69ce571e89b190bd5ea2e0f127b7ef30f2e97f528a48d68cf0322f36a456152d',0,1,0,9.1158506230003695236,NULL,1);
INSERT INTO ledger VALUES(1,'ocr','quarantined','new',NULL,NULL,NULL,0,0,0,NULL,NULL,NULL);
INSERT INTO ledger VALUES(2,'mentions','done',NULL,'211779e8b3662af5b92b238a16163d2d1a2e306dd603daaf37e09f3b57cdca87','04872d82e32061a1d06548c50d450435de32eabce55a1a5047bfdcb70294aed0','76156b7162e49aa74166218729f2e8ca11168c7ed534bd9932fbcdaa014b7df8',0,1,0,9.3058127559997956268,NULL,1);
INSERT INTO ledger VALUES(3,'mentions','done',NULL,'211779e8b3662af5b92b238a16163d2d1a2e306dd603daaf37e09f3b57cdca87','da1ed4ee7c2f27bf1747f3033c572fa90d9290e52e3ecbe9439b7147cca0f9d2','90ec6831b55abd91db79bb101c1286a6e2d1ab8d98a2a97e94356694dc7d1d73',0,1,0,8.4663950300000578863,NULL,1);
INSERT INTO ledger VALUES(1,'mentions','quarantined','new',NULL,NULL,NULL,0,0,0,NULL,NULL,NULL);
INSERT INTO ledger VALUES(2,'normalise','done',NULL,'cc6ba71c20f6e78580d89a9613b0301adf2310530f35a20f0fe359af05d5a6ef','81dc747806477ca8fc761a9a030a833b40bcce348e4ed9c7eb51c0d8affecd63','0772d7784662c503c0291be6d82dbf3ea8c14ab4c5186158edb7cdccdcb4d7cb',0,1,0,1.3856049429996346589,NULL,1);
INSERT INTO ledger VALUES(3,'normalise','done',NULL,'cc6ba71c20f6e78580d89a9613b0301adf2310530f35a20f0fe359af05d5a6ef','e52a60a410f2f10c76181fc73656f933ba6d4ab3fab3616130ebc6d137ddee3d','ad6c7d160a20982927946d16452d046e03bf914409c457c216f01933f494a2e2',0,1,0,0.80324271800054702907,NULL,1);
INSERT INTO ledger VALUES(1,'normalise','quarantined','new',NULL,NULL,NULL,0,0,0,NULL,NULL,NULL);
INSERT INTO ledger VALUES(2,'index','done',NULL,'e93a88e095f2b26730b0db3954d4a5f58e5ef6e432bcdfccd0060edf7ccdc296','07e29bfd3cc4e839ee5a1424ceabd783f2e32307918e0162d3007e5f2d95a120','f492c02d4ce0ffe6a693793ae6ca7ccd59f30f942bb94f34b6d327ac6d95f270',0,1,0,0.37361568800042732618,NULL,1);
INSERT INTO ledger VALUES(3,'index','done',NULL,'e93a88e095f2b26730b0db3954d4a5f58e5ef6e432bcdfccd0060edf7ccdc296','c96243d9a9c733c238b4edaa01d59fceb1f1311d428c9eb54145b78621dd8761','e141e4f420955b69cace611e34af8ea27bbf98fd25739535d88cec6dc84aca46',0,1,0,0.05834264199984318111,NULL,1);
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
INSERT INTO mention VALUES(1,2,1,'ORG',36,96,'Особого Совещания при Народном Комиссаре Внутренних Дел СССР','Особого Совещания при Народном Комиссаре Внутренних Дел СССР',0.97999999999999998223,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(2,2,2,'DATE',100,118,'«16» марта 1938 г.','1938-03-16',0.94999999999999995559,'dates','1938-03-16','1938-03-16','1938-03-16','gregorian','day','','null');
INSERT INTO mention VALUES(3,2,3,'PERSON',151,203,replace('БЕРДНИКОВОЙ Ольге Казимировне, урожл. Вой-\nцеховской','\n',char(10)),'Бердникова Ольга Казимировна',0.98999999999999999111,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(4,2,4,'DATE',205,215,'1906 г. р.','1906',0.94999999999999995559,'dates','1906','1906-01-01','1906-12-31','gregorian','year','','null');
INSERT INTO mention VALUES(5,2,5,'PLACE',223,232,'г. Вильно','г. Вильно',0.97999999999999998223,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(6,2,6,'ORG',295,330,replace('Куйбышевской районной полик-\nлиники','\n',char(10)),'Куйбышевской районной поликлиники',0.97999999999999998223,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(7,2,7,'PERSON',362,391,replace('БЕРДНИКОВА Павла Андрее-\nвича','\n',char(10)),'Бердников Павел Андреевич',0.98999999999999999111,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(8,2,8,'PLACE',401,410,'г. Москва','Москва',0.97999999999999998223,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'[{"place_id": "moscow", "name": "\u041c\u043e\u0441\u043a\u0432\u0430", "score": 0.9604, "reasons": ["name"]}]');
INSERT INTO mention VALUES(9,2,3,'PERSON',461,489,'БЕРДНИКОВУ Ольгу Казимировну','Бердникова Ольга Казимировна',0.98999999999999999111,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(10,2,9,'DATE',602,613,'28/ХТ-37 г.','1937-11-28',0.94999999999999995559,'dates','1937-11-28','1937-11-28','1937-11-28','gregorian','day','roman-month two-digit-year','null');
INSERT INTO mention VALUES(11,2,10,'ORG',627,633,'Карлаг','Карлаг',0.9000000000000000222,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(12,2,11,'PLACE',634,646,'г. Акмолинск','Акмолинск',0.97999999999999998223,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'[{"place_id": "astana", "name": "\u0410\u043a\u043c\u043e\u043b\u0438\u043d\u0441\u043a", "score": 1.0, "reasons": ["name", "name in use"]}]');
INSERT INTO mention VALUES(13,2,12,'PERSON',737,753,'БЕРДНИКОВА ТУрия','Бердникова Турия',0.93000000000000004884,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(14,2,13,'ORG',781,792,'Наркомпроса','Наркомпроса',0.9000000000000000222,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(15,2,14,'PLACE',795,809,'Киргизской ССР','Киргизская ССР',0.97999999999999998223,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'[{"place_id": "kirgizia", "name": "\u041a\u0438\u0440\u0433\u0438\u0437\u0441\u043a\u0430\u044f \u0421\u0421\u0420", "score": 0.9506, "reasons": ["inflected", "name in use"]}, {"place_id": "kazakhstan", "name": "\u041a\u0438\u0440\u0433\u0438\u0437\u0441\u043a\u0430\u044f \u0410\u0421\u0421\u0420", "score": 0.808, "reasons": ["inflected", "older name"]}]');
INSERT INTO mention VALUES(16,2,15,'ORG',827,844,'Особого Совещания','Особого Совещания',0.9000000000000000222,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(17,2,16,'ORG',878,912,'Акмолинское отделение Карлага НКВД','Акмолинское отделение Карлага НКВД',0.97999999999999998223,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(18,2,11,'PLACE',914,927,'ст. Акмолинск','Акмолинск',0.97999999999999998223,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'[{"place_id": "astana", "name": "\u0410\u043a\u043c\u043e\u043b\u0438\u043d\u0441\u043a", "score": 1.0, "reasons": ["name", "name in use"]}]');
INSERT INTO mention VALUES(19,2,17,'PLACE',928,948,'Карагандинской к. д.','Карагандинской к. д',0.9000000000000000222,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(20,2,18,'DATE',958,972,'22/1\У-1938 г.','1938-04-22',0.94999999999999995559,'dates','1938-04-22','1938-04-22','1938-04-22','gregorian','day','ocr-repair roman-month','null');
INSERT INTO mention VALUES(21,2,19,'PLACE',983,999,'Бутырской тюрьмы','Бутырской тюрьмы',0.9000000000000000222,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(22,2,20,'DATE',1013,1025,'28/ХТ1-45 г.','1945-12-28',0.94999999999999995559,'dates','1945-12-28','1945-12-28','1945-12-28','gregorian','day','roman-month two-digit-year','null');
INSERT INTO mention VALUES(23,2,21,'PLACE',1052,1066,'г. Александров','г. Александров',0.9000000000000000222,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(24,2,22,'PLACE',1067,1082,'Ивановской обл.','Ивановской обл',0.97999999999999998223,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(25,3,23,'ORG',0,35,'УПРАВЛЕНИЕ КАРАГАНЛИНСКОГО ИТЛ НКВД','УПРАВЛЕНИЕ КАРАГАНЛИНСКОГО ИТЛ НКВД',0.9000000000000000222,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(26,3,24,'PERSON',110,125,'Цой, он же Чхай','Цой',0.93000000000000004884,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(27,3,25,'PERSON',144,172,'Лмитрий (Ден Хак) Николаевич','Лмитрий Николаевич',0.93000000000000004884,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(28,3,26,'DATE',190,204,'1911 (со слов)','1911?',0.94999999999999995559,'dates','1911?','1911-01-01','1911-12-31','gregorian','year','','null');
INSERT INTO mention VALUES(29,3,27,'PLACE',224,240,'Посъетский район','Посъетский район',0.97999999999999998223,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(30,3,28,'PLACE',241,244,'ДВК','ДВК',0.9000000000000000222,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(31,3,29,'PLACE',276,284,'Каз. ССР','КазССР',0.9000000000000000222,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'[{"place_id": "kazakhstan", "name": "\u041a\u0430\u0437\u0421\u0421\u0420", "score": 0.7683, "reasons": ["name", "far from its parent"]}]');
INSERT INTO mention VALUES(32,3,30,'PLACE',286,305,'Кзыл-Ординская обл.','Кзыл-Ординская обл.',0.97999999999999998223,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'[{"place_id": "kzylorda_obl", "name": "\u041a\u0437\u044b\u043b-\u041e\u0440\u0434\u0438\u043d\u0441\u043a\u0430\u044f \u043e\u0431\u043b.", "score": 0.98, "reasons": ["name", "near its parent"]}]');
INSERT INTO mention VALUES(33,3,31,'PLACE',307,316,replace('ст.\nЧиили','\n',char(10)),'Чиили',0.97999999999999998223,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'[{"place_id": "shieli", "name": "\u0427\u0438\u0438\u043b\u0438", "score": 0.98, "reasons": ["name"]}]');
INSERT INTO mention VALUES(34,3,32,'ORG',514,557,'Военным трибуналом войск НКВД Казахской ССР','Военным трибуналом войск НКВД Казахской ССР',0.97999999999999998223,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(35,3,33,'DATE',568,581,'12.11.1943 г.','1943-11-12',0.94999999999999995559,'dates','1943-11-12','1943-11-12','1943-11-12','gregorian','day','','null');
INSERT INTO mention VALUES(36,3,34,'DATE',658,669,'4.Х1Т.42 г.','1942-12-04',0.94999999999999995559,'dates','1942-12-04','1942-12-04','1942-12-04','gregorian','day','roman-month two-digit-year','null');
INSERT INTO mention VALUES(37,3,35,'DATE',682,693,'4.ХТТ.52 г.','1952-12-04',0.94999999999999995559,'dates','1952-12-04','1952-12-04','1952-12-04','gregorian','day','roman-month two-digit-year','null');
INSERT INTO mention VALUES(38,3,36,'DATE',712,721,'2/\-43 г.','1943-05-02',0.94999999999999995559,'dates','1943-05-02','1943-05-02','1943-05-02','gregorian','day','ocr-repair roman-month two-digit-year','null');
INSERT INTO mention VALUES(39,3,37,'PLACE',736,748,'г. Кзыл-Орда','Кзыл-Орда',0.97999999999999998223,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'[{"place_id": "kyzylorda", "name": "\u041a\u0437\u044b\u043b-\u041e\u0440\u0434\u0430", "score": 1.0, "reasons": ["name", "name in use"]}]');
INSERT INTO mention VALUES(40,3,38,'DATE',750,757,'20/У-43','1943-05-20',0.94999999999999995559,'dates','1943-05-20','1943-05-20','1943-05-20','gregorian','day','roman-month two-digit-year','null');
INSERT INTO mention VALUES(41,3,39,'PLACE',758,777,'Долинское отделение','Долинское',0.9000000000000000222,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'[{"place_id": "dolinka", "name": "\u0414\u043e\u043b\u0438\u043d\u0441\u043a\u043e\u0435", "score": 0.784, "reasons": ["name", "name in use"]}]');
INSERT INTO mention VALUES(42,3,40,'DATE',796,804,'11/1Х-46','1946-09-11',0.94999999999999995559,'dates','1946-09-11','1946-09-11','1946-09-11','gregorian','day','roman-month two-digit-year','null');
INSERT INTO mention VALUES(43,3,41,'PLACE',805,825,'Балхашское отделение','Балхаш',0.9000000000000000222,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'[{"place_id": "balkhash", "name": "\u0411\u0430\u043b\u0445\u0430\u0448", "score": 0.76, "reasons": ["adjective", "name in use"]}]');
INSERT INTO mention VALUES(44,3,42,'DATE',827,834,'8/Ут-49','1949-06-08',0.94999999999999995559,'dates','1949-06-08','1949-06-08','1949-06-08','gregorian','day','roman-month two-digit-year','null');
INSERT INTO mention VALUES(45,3,43,'ORG',845,872,'Песчанлаг МВД (Особлаг № 8)','Песчанлаг МВД (Особлаг № 8',0.97999999999999998223,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'null');
INSERT INTO mention VALUES(46,3,44,'PLACE',874,886,'г. Караганла','Караганда',0.9000000000000000222,'rules',NULL,NULL,NULL,NULL,NULL,NULL,'[{"place_id": "karaganda", "name": "\u041a\u0430\u0440\u0430\u0433\u0430\u043d\u0434\u0430", "score": 0.6, "reasons": ["one letter differs", "name in use"]}]');
INSERT INTO mention VALUES(47,3,45,'DATE',912,919,'1950 г.','1950',0.94999999999999995559,'dates','1950','1950-01-01','1950-12-31','gregorian','year','','null');
INSERT INTO mention VALUES(48,3,46,'DATE',944,955,'17 АВГ 1954','1954-08-17',0.94999999999999995559,'dates','1954-08-17','1954-08-17','1954-08-17','gregorian','day','','null');
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
INSERT INTO page_text VALUES(2,replace('Секретно\n\nВНПИСКА ИЗ ПРОТОКОЛА № 21\nОсобого Совещания при Народном Комиссаре Внутренних Дел СССР\nот «16» марта 1938 г.\n\nСЛУШАЛИ:\n307. Дело № 10455/ц о БЕРДНИКОВОЙ Ольге Казимировне, урожл. Вой-\nцеховской, 1906 г. р., урож. г. Вильно, полька, гр-ка СССР, бес-\nпартийная, образование высшее, врач Куйбышевской районной полик-\nлиники, жена осужденного врага народа БЕРДНИКОВА Павла Андрее-\nвича, прожив. г. Москва, Покровский бульвар, д. 14, кв. 6.\n\nПОСТАНОВИЛИ:\n\nБЕРДНИКОВУ Ольгу Казимировну — как члена семьи изменника\nродины — заключить в исправительно-трудовой лагерь сроком на\nВОСЕМЬ лет, сч. срок с 28/ХТ-37 г.\n\nНаправить в Карлаг г. Акмолинск первым этапом. Имущество\nконфисковать согласно приказу № 00486. Дело сдать в архив.\n\nСына БЕРДНИКОВА ТУрия, 5 лет, поместить в детдом Наркомпроса\nв Киргизской ССР.\n\nОтв. секретарь Особого Совещания (подпись)\n\nОтметки: направлена в Акмолинское отделение Карлага НКВД,\nст. Акмолинск Карагандинской к. д.. Прибыла 22/1\У-1938 г. этапом\nиз Бутырской тюрьмы. Освобождена 28/ХТ1-45 г. по отбытии срока,\nубыла в г. Александров Ивановской обл.\n\nте','\n',char(10)),X'0128b52ffd64f014052700aa4dec104380ac4907d80248b4457bf67f665b3789bae377767bf275f31c49dbcb2e2adb491a883128865afeffdda410979bf0c51b14d0e43bbb49b2c92672cb2d89dc924899920cd20016011b016c5a2c057dfccf1dcf905eaabfabbbf78970a694d2adab3e2bc5131c7718e7b0c57d99e2ef2906fdb3f56ffac339edf47e33a9971371b73b6bdd651cdd3e1fa416e32aadb8fba0be3dfdc4dbf7d9279df8569f8299821adc60becd2f53ff4a3ffcc760c59fd338173359da9ab568ed2ec56db52dc56b91f6cde22e2b39925bdc3893b5d475e3aa492cd68c751547de16f5b6baee3b567cb1b65a4bd55df5cef9d6329346f75e3b92a215b398499d4b2cea9187c592c4398ba2cdd762126b5e2eab58311e2fced8e24beef16ed1d66dc53d03556a88580b4e5e09323791ea37866153e9c32f2d88a3d231d42412bd38ddb3b9b31bd5bf67f6adb72376f09230beab3f32478619edded69d55af5198878c60fc9dba5ec53e4a1d89dbb8e6ae1db3f936f15fb051e36cf9610fde9dabd392160c57da7da4e4d39e29f1c29dab512dfe6fe7b1b7d38e636846ce6031038362db92c64bb3f6a1cb122f6874dad27668c9e1f026449a3234a3285c6b21a4868c947541211351a045d890285ab65580490e36a538a5a64a16162a645a2478663d3d06a02c8142e50459d699120229b8fcd428b3853667e7676d0c89e44d9a9ad71c302052b8ce48ad2d41d23d35334586bcb8d4e4a471e149636aa27392b9cad44823248053105269acd7a548109a085edb0835383c425c096751ae7b7a01e2ad9c4d16874e9f6d721e6e1ac9232ade4a22d7e9ff4b774f4be30e2708d24d793a906a9a8ba81238c5a5004b4c4d4e3a1dd251f700a840030eb4a5358a839df67944f8a866a39dcde9ddb537128793e8fe9dc5b73c43a35cd5001cfb6e0f490d186f5e7947f9e3ed70df9ce3cdede3320db316c4c0a27aca0365a1a75d7c1964c3891d4075aa7c03374e386ee8109bd1616847d31299d8d594518288925a43b5e5ce823017487510746d13567fbaf878e2b2a550cf4dda57132e1720e8e093c7c5b4c141939405908f7961f09afad2c2129f4cfc18f30465d6636c001f0628984cb99ad187ed09a10927aac2155f94963304622b44ac5061a44b0bc58729e29e2d191622c088d14b12818181afb22b263758ac02d3523aa7df9cd29fff73d6fafdf4775adddf457777ff3cf49fe1a43f437ffbfe4e7f669fefe07c9afd6de87ecbee73be7ffdf2bb874fddffb5fb9cfedaa9fff4e96edfdd6738ff7fbee3e64fbfe2fc9fff73feffcf9f3f7f7e7d337f0f3c980d98225b2363aa68fc0c702a992a303d9a7a809e80a0902581085f70eb265b1efa65283e58114bf055c00a40447447346b766656514d105c01212cf72ad2e00fda404d6d18ca3b077682a86b3bf2620817293281a2ae449970c54229c9aa0287b1a1a432600fc09f69609a04aaa83c380ab2a38b4be7826aaa27e0c0d49f87436880df4c21000353d16d8be360c20446a0a1c173161415a43ed318508241e870752c64bc84c3f68375c23a629977b800293930d861f1f9ce299a38446e2a75773b5c1c1a74a8e15219b629ce42cd053ca8b0e4204e39fe08215c4818e88809333d427a04db7b8906ac1ed045169c0db3d86dcc850c968acec694334884161f22340b61dfa8294d7b60177953a2ad4fc3d422b34c30aeb679deef2d9a733be850ecb4ac0e92f04996e9446558c95320d438904998',156,0.89095986984815633835,'ru','13350db48ea8dde4a78ba1df59e13758efc6c0cab1279b64e0dd8ec3af3d0cce','rus');
INSERT INTO page_text VALUES(3,replace('УПРАВЛЕНИЕ КАРАГАНЛИНСКОГО ИТЛ НКВД\nУЧЕТНО-СТАТИСТИЧЕСКАЯ КАРТОЧКА\nЛичное лело № 191846 форма № 2\n\n1. Фамилия Цой, он же Чхай\n\n2. Имя, отчество Лмитрий (Ден Хак) Николаевич\n\n3. Год рождения 1911 (со слов)\n\n4. Место рождения Посъетский район ДВК\n\n5. Последнее место жительства Каз. ССР, Кзыл-Ординская обл., ст.\nЧиили\n\n6. Национальность кореец 7. Гражданство СССР\n\n8. Партийность б/п 9. Образование н/среднее\n\n10. Специальность счетовод, рисовод\n\n11. Соц. происхождение из крестьян\n\nСудебная часть\n\n12. Кем осужден Военным трибуналом войск НКВД Казахской ССР\n1Э. Когха 12.11.1943 г.\n\n14. Статья УК 58-10 ч. 2\n\n15. Срок 10 лет ИТЛ, п/п 5 лет\n\n16. Начало срока 4.Х1Т.42 г. Конец срока 4.ХТТ.52 г.\n\nДвижение\n\nПрибыл 2/\-43 г. из тюрьмы № 1 г. Кзыл-Орда\n\n20/У-43 Долинское отделение, уч. Центральний\n\n11/1Х-46 Балхашское отделение\n\n8/Ут-49 передан в Песчанлаг МВД (Особлаг № 8), г. Караганла\nКатегория труда — ТФТ, с 1950 г. ИНД.\n\nШтамп: ОСВОБОЖДЕН 17 АВГ 1954 по зачетам раб. дней. Остае-\nтся в ссылке до особого распоряжения.\nХранить постоянно','\n',char(10)),X'0128b52ffd64a4152d27006a4f181143706ea5039187988c1a95546d6af8a2350071882f542eb1733ff8affdc0c382200d6800fcf11b1ded3b8808bc5b22e1cff91121419b6cb2f7267bef2db7dc524a29530ada001c0117017fbe7c95dd50dcdfb6b856bc6dad347dafcd387f9f937fc71d96a1dbbfb81cebb5647550fbe7560cb3e7307ff66bbf565befe3fce54adbd7c3fd6076ed16bb683beb673f34b4e7d34e3b9e1fed86af35510ff747be056fcef8feb72b4d74fcfadaeb16efeadf6f6c2d2e4035da68895466f26a52dc654a8a79df7d4514cdfa9e1abd6599a6674ea76899e67bc99c4912d5a728e65324f5be7aebbc75ce3a15b546b79896a5d6e48966a4ad4f1449a7b7ac6f59bc653229935a4cda3b15d1bcc5f41433a9f7a9f36deff2dc59cc7997395f91bc9b3c9bb6564a3d2ff64b17fcb3f06ba3f8bda569a891b812019adbe872633541dc6bb01a76c1e1ffc218e95b0b6d091ea92a8fae4dc4f987e91a9a22c662b46d317eb2cd8f8341d06db68c9de407e07f982c7c1a1ad0f491b6063469d564f2a6a499d6a4ddf08bfd70f92bc334dbd7320e8e36eb3c1bde360c61ed87cd9a063ff9bec6a2a7a44716852b9008ac5d8f97e4604ec4908c297939e54061c565ec2cc7ad2464f4f05cf922a5f439723587d0980b224dc8c6a258c94f48582d76485860bd2818867683a644e881e0b1e832c5cc0e8fad1e68d5b4e2cbacce9919981b79543b331c1f38f446a419c39a2306e78d95003cc67287165e4d4e5f58576106582c495d88b9316b6a1a246660771b7473c2a2e38d2d9803d6c0ebaa24c2f44437a04755c4b5cfd36cb4f158e2dc91928e6a0ac43b02a76d67242353b4602d3ffc96e9fb6cea066a0e2080fc54273a781b478d82355193386dfdd4ddac3fab8f729feb5dca9547a2a6557c1e393ad6d41ae56cb86bb984cf9bb3aeb4f656bf66ddeed5c76c535b2dfab84ada4a7bf22b3642451d69b5650245013e05b4b46888e0c5e9c58e03a0331e5c5a615596d82154795156426e2af4a8782d0941ce9c4171e2b2c1a322b014e83c346671cd10fb31596251688ebc7620d871f0412285022f617bd034c1413a827bc1f48480f7815223573eac213b0c35132fa38bc62e439e5d1795264ba727e687d681154f2341a12e1e6240e9181b93650bea53aa12b475c94021ba2164ab666d99b033ef3c9d556674e140546698aa02ffd856fbee19dff77aadfdf257fffeffffbdbeb5fffffff8c7ffaf9ffd6b786bfdbcd6ffdcfdc5fad9fdfdd6f7b17e76fb9eab755dc1ead5ba936fabebafaeffbfbe63f77ffffcabff8338bbadb8ba7bf55aabd7ead5bfeb7ae40070e10232546107a195f1b428cade341ba42454c04f039a74a7297555c2c10e459f688a810f0f7e810786d4e121ca96d590a02f1c0b3953572d5d013a9b93e022e2f885cd21274f26ea69fb72463535d2914546e699ba4e4889a0ef159e64c294bb13963361520e3a201d95818900c18b0285cf495e7350870bd480516092a84d5581d01a1c4a37a0f403e1060a24c51306b3de3246a091ad36555152508f4a6ba0021143ce0399e43edd333bbb7a3a4c6c778414ce430ae1fa800c61da5661daef90866050c0f545246ac36c9a34a66339b92ac4a44b1b14f3d565d7edbd69a201ce10290f89a783c3e1b048d9ad1b651aa7474b21845acc3d92dea1b82dc198efb539da300b3061c1e16afcf3bd739c63c3f5ff2e8d11384e11fb2234c162ae3e9f7a1e3e71e9cc55eeecafb2e5d598d3dfcf',161,0.8824476744186048327,'ru','6f998ebbed326cfc2e07d18132f258e5ca338e989a67193b78ac2ae501a73ae7','rus');
CREATE TABLE page_value (
	page_id INTEGER NOT NULL, 
	name VARCHAR(40) NOT NULL, 
	content BLOB NOT NULL, 
	CONSTRAINT pk_page_value PRIMARY KEY (page_id, name), 
	CONSTRAINT fk_page_value_page_id FOREIGN KEY(page_id) REFERENCES page (id) ON DELETE CASCADE
);
INSERT INTO page_value VALUES(2,'geometry',X'7b22686569676874223a333530382c22726f746174696f6e223a302c227363616c65223a312e302c22736b6577223a302e372c227769647468223a323438307d');
INSERT INTO page_value VALUES(2,'cleaning',X'7b226761696e73223a5b5d2c22696e6b223a302e30353735362c227374657073223a5b5d7d');
INSERT INTO page_value VALUES(2,'route',X'7b226b617a616b68223a22437972696c6c6963222c226c616e6775616765223a6e756c6c2c226d6f64656c223a22727573227d');
INSERT INTO page_value VALUES(2,'upright',X'7b22686569676874223a333530382c22726f746174696f6e223a302c227363616c65223a312e302c22736b6577223a302e372c227769647468223a323438307d');
INSERT INTO page_value VALUES(2,'spans',X'5b7b22636f6e666964656e6365223a302e39382c22656e64223a39362c226c6162656c223a224f5247222c22736f75726365223a2272756c6573222c227374617274223a33367d2c7b22636f6e666964656e6365223a302e39352c22656e64223a3131382c226c6162656c223a2244415445222c22736f75726365223a226461746573222c227374617274223a3130307d2c7b22636f6e666964656e6365223a302e39392c22656e64223a3230332c226c6162656c223a22504552534f4e222c22736f75726365223a2272756c6573222c227374617274223a3135317d2c7b22636f6e666964656e6365223a302e39352c22656e64223a3231352c226c6162656c223a2244415445222c22736f75726365223a226461746573222c227374617274223a3230357d2c7b22636f6e666964656e6365223a302e39382c22656e64223a3233322c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a3232337d2c7b22636f6e666964656e6365223a302e39382c22656e64223a3333302c226c6162656c223a224f5247222c22736f75726365223a2272756c6573222c227374617274223a3239357d2c7b22636f6e666964656e6365223a302e39392c22656e64223a3339312c226c6162656c223a22504552534f4e222c22736f75726365223a2272756c6573222c227374617274223a3336327d2c7b22636f6e666964656e6365223a302e39382c22656e64223a3431302c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a3430317d2c7b22636f6e666964656e6365223a302e39392c22656e64223a3438392c226c6162656c223a22504552534f4e222c22736f75726365223a2272756c6573222c227374617274223a3436317d2c7b22636f6e666964656e6365223a302e39352c22656e64223a3631332c226c6162656c223a2244415445222c22736f75726365223a226461746573222c227374617274223a3630327d2c7b22636f6e666964656e6365223a302e392c22656e64223a3633332c226c6162656c223a224f5247222c22736f75726365223a2272756c6573222c227374617274223a3632377d2c7b22636f6e666964656e6365223a302e39382c22656e64223a3634362c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a3633347d2c7b22636f6e666964656e6365223a302e39332c22656e64223a3735332c226c6162656c223a22504552534f4e222c22736f75726365223a2272756c6573222c227374617274223a3733377d2c7b22636f6e666964656e6365223a302e392c22656e64223a3739322c226c6162656c223a224f5247222c22736f75726365223a2272756c6573222c227374617274223a3738317d2c7b22636f6e666964656e6365223a302e39382c22656e64223a3830392c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a3739357d2c7b22636f6e666964656e6365223a302e392c22656e64223a3834342c226c6162656c223a224f5247222c22736f75726365223a2272756c6573222c227374617274223a3832377d2c7b22636f6e666964656e6365223a302e39382c22656e64223a3931322c226c6162656c223a224f5247222c22736f75726365223a2272756c6573222c227374617274223a3837387d2c7b22636f6e666964656e6365223a302e39382c22656e64223a3932372c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a3931347d2c7b22636f6e666964656e6365223a302e392c22656e64223a3934382c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a3932387d2c7b22636f6e666964656e6365223a302e39352c22656e64223a3937322c226c6162656c223a2244415445222c22736f75726365223a226461746573222c227374617274223a3935387d2c7b22636f6e666964656e6365223a302e392c22656e64223a3939392c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a3938337d2c7b22636f6e666964656e6365223a302e39352c22656e64223a313032352c226c6162656c223a2244415445222c22736f75726365223a226461746573222c227374617274223a313031337d2c7b22636f6e666964656e6365223a302e392c22656e64223a313036362c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a313035327d2c7b22636f6e666964656e6365223a302e39382c22656e64223a313038322c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a313036377d5d');
INSERT INTO page_value VALUES(3,'geometry',X'7b22686569676874223a333530382c22726f746174696f6e223a302c227363616c65223a312e302c22736b6577223a2d312e322c227769647468223a323438307d');
INSERT INTO page_value VALUES(3,'cleaning',X'7b226761696e73223a5b5d2c22696e6b223a302e303531312c227374657073223a5b5d7d');
INSERT INTO page_value VALUES(3,'route',X'7b226b617a616b68223a22437972696c6c6963222c226c616e6775616765223a6e756c6c2c226d6f64656c223a22727573227d');
INSERT INTO page_value VALUES(3,'upright',X'7b22686569676874223a333530382c22726f746174696f6e223a302c227363616c65223a312e302c22736b6577223a2d312e322c227769647468223a323438307d');
INSERT INTO page_value VALUES(3,'spans',X'5b7b22636f6e666964656e6365223a302e392c22656e64223a33352c226c6162656c223a224f5247222c22736f75726365223a2272756c6573222c227374617274223a307d2c7b22636f6e666964656e6365223a302e39332c22656e64223a3132352c226c6162656c223a22504552534f4e222c22736f75726365223a2272756c6573222c227374617274223a3131307d2c7b22636f6e666964656e6365223a302e39332c22656e64223a3137322c226c6162656c223a22504552534f4e222c22736f75726365223a2272756c6573222c227374617274223a3134347d2c7b22636f6e666964656e6365223a302e39352c22656e64223a3230342c226c6162656c223a2244415445222c22736f75726365223a226461746573222c227374617274223a3139307d2c7b22636f6e666964656e6365223a302e39382c22656e64223a3234302c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a3232347d2c7b22636f6e666964656e6365223a302e392c22656e64223a3234342c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a3234317d2c7b22636f6e666964656e6365223a302e392c22656e64223a3238342c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a3237367d2c7b22636f6e666964656e6365223a302e39382c22656e64223a3330352c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a3238367d2c7b22636f6e666964656e6365223a302e39382c22656e64223a3331362c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a3330377d2c7b22636f6e666964656e6365223a302e39382c22656e64223a3535372c226c6162656c223a224f5247222c22736f75726365223a2272756c6573222c227374617274223a3531347d2c7b22636f6e666964656e6365223a302e39352c22656e64223a3538312c226c6162656c223a2244415445222c22736f75726365223a226461746573222c227374617274223a3536387d2c7b22636f6e666964656e6365223a302e39352c22656e64223a3636392c226c6162656c223a2244415445222c22736f75726365223a226461746573222c227374617274223a3635387d2c7b22636f6e666964656e6365223a302e39352c22656e64223a3639332c226c6162656c223a2244415445222c22736f75726365223a226461746573222c227374617274223a3638327d2c7b22636f6e666964656e6365223a302e39352c22656e64223a3732312c226c6162656c223a2244415445222c22736f75726365223a226461746573222c227374617274223a3731327d2c7b22636f6e666964656e6365223a302e39382c22656e64223a3734382c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a3733367d2c7b22636f6e666964656e6365223a302e39352c22656e64223a3735372c226c6162656c223a2244415445222c22736f75726365223a226461746573222c227374617274223a3735307d2c7b22636f6e666964656e6365223a302e392c22656e64223a3737372c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a3735387d2c7b22636f6e666964656e6365223a302e39352c22656e64223a3830342c226c6162656c223a2244415445222c22736f75726365223a226461746573222c227374617274223a3739367d2c7b22636f6e666964656e6365223a302e392c22656e64223a3832352c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a3830357d2c7b22636f6e666964656e6365223a302e39352c22656e64223a3833342c226c6162656c223a2244415445222c22736f75726365223a226461746573222c227374617274223a3832377d2c7b22636f6e666964656e6365223a302e39382c22656e64223a3837322c226c6162656c223a224f5247222c22736f75726365223a2272756c6573222c227374617274223a3834357d2c7b22636f6e666964656e6365223a302e392c22656e64223a3838362c226c6162656c223a22504c414345222c22736f75726365223a2272756c6573222c227374617274223a3837347d2c7b22636f6e666964656e6365223a302e39352c22656e64223a3931392c226c6162656c223a2244415445222c22736f75726365223a226461746573222c227374617274223a3931327d2c7b22636f6e666964656e6365223a302e39352c22656e64223a3935352c226c6162656c223a2244415445222c22736f75726365223a226461746573222c227374617274223a3934347d5d');
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
INSERT INTO quarantine VALUES(1,1,'ingest','source-truncated','OSError: image file is truncated (0 bytes not processed)',NULL,'2026-11-22 14:57:05.463619','open',NULL,NULL,NULL);
PRAGMA writable_schema=ON;
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','search_page','search_page',0,'CREATE VIRTUAL TABLE search_page USING fts5(body, person, place, tokenize = "unicode61 remove_diacritics 0 tokenchars ''¶''")');
CREATE TABLE IF NOT EXISTS 'search_page_data'(id INTEGER PRIMARY KEY, block BLOB);
INSERT INTO search_page_data VALUES(1,X'02824c29813c');
INSERT INTO search_page_data VALUES(10,X'000000000101010001010101');
INSERT INTO search_page_data VALUES(137438953473,X'00000c0c063030303438360202640101310204810801040e7202013003064020070303343535020217020131030644153402013203044b0d02013402023d01025a02013503026102013602021001026a02013703048122020339303602021f0302313103021e040338343603020b030233380204127a03023433030258030235300304811d040134030481240202d1850304810a03018d03025401013203080d094e1b02013003048102020131020206020132020481070201380204553e01013303021b020230370202150201370202570101340306214e0802013203026f02013303047a0c020135020481130201360304810b0201390304811001013502026c0104274302013203027502013803025d01013602023f010232010137030235010138030638580a01013903023c0102c2b602811e010107030303030603030303060303030301020403030303050303030304030303030503030303040303030305030303030503030303050303030304030303030603030303050303030305030303030181280101060303030301020403030303040303030305030303030403030303060303030306030303030503030303040303030306030303030503030303050303030304030303030503030303040303030305030303030106d0b0d0b2d0b303048123040fbad0bcd0bed0bbd0b8d0bdd181d0ba02125d22070102170817080413bbd0b5d0bad181d0b0d0bdd0b4d180d0bed0b2020a811b01024e040fbdd0b4d180d0b5d0b5d0b2d0b8d18702083601010e0304d180d1850202680201b103023a030ad0b0d0bbd185d0b0d188030601025c0d04d181d0ba030a810c010255040fb5d180d0b4d0bdd0b8d0bad0bed0b202141a1c0f2b0101020c0a0a060f81d0bfd0b0d180d182d0b8d0b9d0bd020229030cd183d0bbd18cd0b2d0b0d18002023b050ad182d18bd180d181d0ba020a810e0102460201b2020e4a120f0a050c1f010681121a0308d0b8d0bbd18cd0bd0208240102030409bdd0bfd0b8d181d0ba020203050ad183d182d180d0b5d0bd02020c0405bed0b5d0bd03024e0605b9d181d0ba030250080d86d0b5d185d0bed0b2d181d0ba02081e0101060506d181d0b5d0bc0202500306d180d0b0d0b30202320702d18702022c04058bd181d18802022b0201b3021e130f05172206310b08010202090f39011659190807061a090102392b0304d0bed0b403021c0302d1800202260510d0b0d0b6d0b4d0b0d0bdd181d182d0b20302360201b4020a3c4b010240030ad0b2d0b8d0b6d0b5d0bd0302770601ba0308260102090403b5d0bb02060d0b510601bd03081801010c0508d182d0b4d0bed0bc0202700403bdd0b5030481280401be0304812c050ad0bbd0b8d0bdd181d0ba030c8105010248090203b6d0b50308120101040502d0bd020230040fb8d182d0b5d0bbd18cd181d182d0b203022a020bb7d0b0d0bad0bbd18ed1870202490506d187d0b5d18203048126020fb8d0b2d0b0d0bdd0bed0b2d181d0ba020a811c0102540401b7020604810b01044737050cd0bcd0b5d0bdd0bdd0b8d0ba0202470401bc030215050cd183d189d0b5d181d182d0b20202600403bdd0b40304811f0316d181d0bfd180d0b0d0b2d0b8d182d0b5d0bbd18cd0bd02024b040382d0bb030404630201ba020a810401023f0302d0b00202270502d0b703082b01020f0708d0b0d185d181d0ba030252080db8d0bcd0b8d180d0bed0b2d0bd020c1c29010104140706d181d181d18003060102160601ba020244050cd180d0b0d0b3d0b0d0bdd0b403060102691108d0b8d0bdd181d0ba020a810301023e1001bb030a81180102631108d0b8d0bdd181d0ba0302030805bbd0b0d0b302045b260708d182d0bed187d0ba030208060982d0b5d0b3d0bed180030481190401b202023e0403b5d0bc03024c0405b7d18bd0bb03102d5501021c0a1809040db8d180d0b3d0b8d0b7d181d0ba020a73010223090405bed0b3d185030255060bbcd0b8d181d181d0b0d18002020b0605bdd0b5d186030271070ed184d0b8d181d0bad0bed0b2d0b00202610508d180d0b5d0b5d186030234030ed180d0b5d181d182d18cd18fd0bd030248041183d0b9d0b1d18bd188d0b5d0b2d181d0ba02022d0209bbd0b0d0b3d0b5d18002024d0403b5d0bb03020a0502d1820204511e010464070405b8d187d0bd0302090407bcd0b8d182d18003081701010b0207bcd0b0d180d1820202110403b2d0b4030481140405b5d181d182030422090407bed181d0bad0b2020a3901020a080201bd03023e0302d0b002024f0508d0bfd180d0b0d0b20202590d02d0bb02027b0510d180d0bad0bed0bcd0bfd180d0bed1810202710803bed0b40202330b02d0bd02020a060f86d0b8d0bed0bdd0b0d0bbd18cd0bd030233060587d0b0d0bb03026b0411b8d0bad0bed0bbd0b0d0b5d0b2d0b8d18703081a01010e0405bad0b2d0b4020481000104054e0201be0202190304d0b1d0bb020a811d010255010a2f01021e0a050ed180d0b0d0b7d0bed0b2d0b0d0bd02022a01023d0405bbd18cd0b3020c1b29010103140401bd0308110101030304d180d0b4030c810101023b090708d0b8d0bdd181d0ba030a2e01021d0a040d81d0b2d0bed0b1d0bed0b6d0b402048110010481210603bed0b1020407720104812d0906d0bbd0b0d0b3030481150504d182d0b003048129060583d0b6d0b403024d0b04d0b5d0bd02023104018202020f0506d0b1d18bd182020481160601b20202750609b4d0b5d0bbd0b5d0bd02027e010e8106090102490f0607bcd0b5d182d0ba02027a050ad187d0b5d181d182d0b20302160201bf03063b2d030306d0b0d0b2d0bb02083501010d050ad180d182d0b8d0b9d0bd0302390405b5d180d0b202025e0805b5d0b4d0b003048111060d81d187d0b0d0bdd0bbd0b0d0b3030481130401be02048115010481250504d0b4d0bf020279060bbad180d0bed0b2d181d0ba02023a060fbbd0b8d0bad0bbd0b8d0bdd0b8d0ba02022f0704d18cd0ba0202250607bcd0b5d181d18202026e050ad181d0bbd0b5d0b4d0bd030228070ad182d0b0d0bdd0bed0b20202400a03bed18f0304813008098ad0b5d182d181d0ba0308240102020304d180d0b80202090702d0b1020481060102780805bad0b0d0b70202630603bed0b6020237080fb8d181d185d0bed0b6d0b4d0b5d0bd030246070ad182d0bed0bad0bed0bb0202050102d1800202210304d0b0d0b1030481270605b9d0bed0bd02022e0108250102030510d181d0bfd0bed180d18fd0b6d0b5d0bd0304812e040bb8d181d0bed0b2d0bed0b40302430407bed0b4d0b8d0bd0202480607b6d0b4d0b5d0bd03041d080201810202540104811c0306d0b4d0b0d182020266040db5d0bad180d0b5d182d0b0d1800202760e01bd0202020601bc0202460405bbd0bed0b20302200506d183d188d0b00202140401be03021f050ad0b2d0b5d189d0b0d0bd020408720609b3d0bbd0b0d181d0bd0202620502d186030245040fbfd0b5d186d0b8d0b0d0bbd18cd0bd0302410308d180d0b5d0b4d0bd03023f0603bed0ba02064e07460106620c08040381d180020a7401022409010a2c29010210060381d18002040e1c01023706058bd0bbd0ba0304812b040182020a810101023101083001022c0504d0b0d18203025b0910d0b8d181d182d0b8d187d0b5d181d0ba030207040983d0b4d0b5d0b1d0bd030249040187020252050cd0b5d182d0bed0b2d0bed0b403024204038bd0bd020269020382d0b50204811e030ed180d0b8d0b1d183d0bdd0b0d0bb03024f0504d183d0b40304811a0904d0bed0b202024c040383d18002086b01011d040384d1820304811b04078ed180d18cd0bc020a810f01024701027d02018302048109010481030302d0b1020481180401ba03025c040dbfd180d0b0d0b2d0bbd0b5d0bd0302020306d180d0bed0b60202220902d0bb02081d0101050401820304810f040187030481070506d0b5d182d0bd030206020984d0b0d0bcd0b8d0bb03020f0405bed180d0bc03020c02048531d18203026e0304d0b0d0ba03081901010d0306d180d0b0d0bd0304812f040182020256050131020481120502d1820302740201860202180310d0b5d0bdd182d180d0b0d0bbd18cd0bd030481080401be03081001010202018703025f0306d0b0d181d18203024a0405b8d0b8d0bb030a3101022d080405bbd0b5d0bd0202450304d185d0b0030813010105020988d182d0b0d0bcd0bf0304812002078dd182d0b0d0bf02045f2f040a0b080808070906090708070808070807080609070607070607060806070707070a060609060806812d0c1c1c170906110d1d14111311100e0f0a0a150b0b070a210907150a0f090a090d0907140b0714100c180c110611091b090a070a0d170d0613110a0d0b0d0f060811160a100a130d13160e080c0a0f0c090b1006070d07150807140a190f0614160f090e11170d0c0a0a09060c06170c0f080e0f0a0b130b091014090c0f0f0911090b0a08140f070a1016100c0d0a0b1206060a0b06100e07140d0f130c0b1009150e06110809130a090b09130b0806120b0a07070b0e0a090c0c060707061609060b0e0a0c0f');
CREATE TABLE IF NOT EXISTS 'search_page_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
INSERT INTO search_page_idx VALUES(1,X'',2);
CREATE TABLE IF NOT EXISTS 'search_page_content'(id INTEGER PRIMARY KEY, c0, c1, c2);
INSERT INTO search_page_content VALUES(2,'секретн внписк из протокол 21 особ совещан при народн комиссар внутрен дел ссср от 16 март 1938 г слуша 307 дел 10455 ц о бердников ольг казимировн урожл войцеховск 1906 г р урож г вильн польк гр ка ссср беспартийн образован высш врач куйбышевск район поликлиник жен осужден враг народ бердников павл андреевич прож г москв покровск бульвар д 14 кв 6 постанов бердников ольг казимировн как член сем изменник родин заключ в исправительн трудов лагер срок на восем лет сч срок с 28 хт 37 г направ в карлаг г акмолинск перв этап имуществ конфискова согласн приказ 00486 дел сдат в арх сын бердников тур 5 лет помест в детдом наркомпрос в киргизск сср отв секретар особ совещан подп отметк направл в акмолинск отделен карлаг нквд ст акмолинск карагандинск к д приб 22 1 у 1938 г этап из бутырск тюрьм освобожд 28 хт1 45 г по отбыт срок уб в г александров ивановск обл те','бердников ольг казимировн урожл войцеховск ¶ ¶ ¶ ¶ ¶ бердников павл андреевич ¶ ¶ ¶ ¶ ¶ бердников ольг казимировн ¶ ¶ ¶ ¶ ¶ бердников тур','г вильн ¶ ¶ ¶ ¶ ¶ г москв ¶ ¶ ¶ ¶ ¶ москв ¶ ¶ ¶ ¶ ¶ г акмолинск ¶ ¶ ¶ ¶ ¶ акмолинск ¶ ¶ ¶ ¶ ¶ киргизск сср ¶ ¶ ¶ ¶ ¶ киргизск сср ¶ ¶ ¶ ¶ ¶ ст акмолинск ¶ ¶ ¶ ¶ ¶ акмолинск ¶ ¶ ¶ ¶ ¶ карагандинск к д ¶ ¶ ¶ ¶ ¶ бутырск тюрьм ¶ ¶ ¶ ¶ ¶ г александров ¶ ¶ ¶ ¶ ¶ ивановск обл');
INSERT INTO search_page_content VALUES(3,'управлен караганлинск итл нквд учетн статистическ карточк личн лел 191846 форм 2 1 фамил цо он же чха 2 им отчеств лмитр ден хак николаевич 3 год рожден 1911 со слов 4 мест рожден посъетск район двк 5 последн мест жительств каз сср кзыл ординск обл ст чиил 6 национальн кореец 7 гражданств ссср 8 партийн б п 9 образован н средн 10 специальн счетовод рисовод 11 соц происхожден из крестьян судебн част 12 кем осужд воен трибунал войск нквд казахск сср 1э когх 12 11 1943 г 14 стат ук 58 10 ч 2 15 срок 10 лет итл п п 5 лет 16 начал срок 4 х1т 42 г конец срок 4 хтт 52 г движен приб 2 43 г из тюрьм 1 г кзыл орд 20 у 43 долинск отделен уч центральн 11 1х 46 балхашск отделен 8 ут 49 переда в песчанлаг мвд особлаг 8 г караганл категор труд тфт с 1950 г инд штамп освобожд 17 авг 1954 по зачет раб дне оста в ссылк до особ распоряжен хран постоя','цо он же чха ¶ ¶ ¶ ¶ ¶ лмитр ден хак николаевич','посъетск район ¶ ¶ ¶ ¶ ¶ двк ¶ ¶ ¶ ¶ ¶ каз сср ¶ ¶ ¶ ¶ ¶ казсср ¶ ¶ ¶ ¶ ¶ кзыл ординск обл ¶ ¶ ¶ ¶ ¶ кзыл ординск обл ¶ ¶ ¶ ¶ ¶ ст чиил ¶ ¶ ¶ ¶ ¶ чиил ¶ ¶ ¶ ¶ ¶ г кзыл орд ¶ ¶ ¶ ¶ ¶ кзыл орд ¶ ¶ ¶ ¶ ¶ долинск отделен ¶ ¶ ¶ ¶ ¶ долинск ¶ ¶ ¶ ¶ ¶ балхашск отделен ¶ ¶ ¶ ¶ ¶ балхаш ¶ ¶ ¶ ¶ ¶ г караганл ¶ ¶ ¶ ¶ ¶ караганд');
CREATE TABLE IF NOT EXISTS 'search_page_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
INSERT INTO search_page_docsize VALUES(2,X'811d1c54');
INSERT INTO search_page_docsize VALUES(3,X'812f0d68');
CREATE TABLE IF NOT EXISTS 'search_page_config'(k PRIMARY KEY, v) WITHOUT ROWID;
INSERT INTO search_page_config VALUES('version',4);
CREATE TABLE search_index (
	name TEXT NOT NULL, 
	analyzer TEXT NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO search_index VALUES('fts5','1');
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
PRAGMA writable_schema=OFF;
COMMIT;
