BEGIN TRANSACTION;
CREATE TABLE adjudication (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	round INTEGER NOT NULL, 
	unit INTEGER NOT NULL, 
	code INTEGER NOT NULL, 
	inputs JSON NOT NULL, 
	result VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	panel INTEGER NOT NULL, 
	at VARCHAR NOT NULL, 
	CONSTRAINT fk_adjudication_round FOREIGN KEY(round) REFERENCES round (id), 
	CONSTRAINT fk_adjudication_unit FOREIGN KEY(unit) REFERENCES unit (id), 
	CONSTRAINT fk_adjudication_code FOREIGN KEY(code) REFERENCES code (id), 
	CONSTRAINT fk_adjudication_panel FOREIGN KEY(panel) REFERENCES coder (id)
);
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE assignment (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	round INTEGER NOT NULL, 
	coder INTEGER NOT NULL, 
	text INTEGER NOT NULL, 
	order_seed INTEGER NOT NULL, 
	CONSTRAINT uq_assignment_round UNIQUE (round, coder, text), 
	CONSTRAINT fk_assignment_round FOREIGN KEY(round) REFERENCES round (id), 
	CONSTRAINT fk_assignment_coder FOREIGN KEY(coder) REFERENCES coder (id), 
	CONSTRAINT fk_assignment_text FOREIGN KEY(text) REFERENCES text_version (id)
);
CREATE TABLE code (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uuid VARCHAR(36) NOT NULL, 
	name VARCHAR NOT NULL, 
	CONSTRAINT uq_code_uuid UNIQUE (uuid), 
	CONSTRAINT uq_code_name UNIQUE (name)
);
INSERT INTO "code" VALUES(1,'d16987cd-3cb1-47ed-81e1-560b03f03181','门口');
INSERT INTO "code" VALUES(2,'7fcd93b5-483b-4e85-a7c1-8bd2b2c1db1e','热心');
CREATE TABLE code_map (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	from_code INTEGER NOT NULL, 
	to_code INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT fk_code_map_from_code FOREIGN KEY(from_code) REFERENCES code (id), 
	CONSTRAINT fk_code_map_to_code FOREIGN KEY(to_code) REFERENCES code (id), 
	CONSTRAINT fk_code_map_version FOREIGN KEY(version) REFERENCES codebook_version (id)
);
CREATE TABLE code_version (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	code INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	parent INTEGER, 
	"group" VARCHAR, 
	level VARCHAR NOT NULL, 
	labels JSON NOT NULL, 
	definition JSON NOT NULL, 
	include JSON NOT NULL, 
	exclude JSON NOT NULL, 
	examples JSON NOT NULL, 
	keywords JSON NOT NULL, 
	patterns JSON NOT NULL, 
	colour VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	semantic_hash VARCHAR NOT NULL, 
	CONSTRAINT uq_code_version_code UNIQUE (code, version), 
	CONSTRAINT fk_code_version_code FOREIGN KEY(code) REFERENCES code (id), 
	CONSTRAINT fk_code_version_version FOREIGN KEY(version) REFERENCES codebook_version (id), 
	CONSTRAINT fk_code_version_parent FOREIGN KEY(parent) REFERENCES code (id)
);
INSERT INTO "code_version" VALUES(1,1,2,0,NULL,NULL,'category','{"zh": "门口"}','{}','[]','[]','[]','[]','[]','','','6a12a424f11b892fd32649c5ec4a95497fb0928044d612ab6f41944ece407855');
INSERT INTO "code_version" VALUES(2,1,3,0,NULL,NULL,'category','{"zh": "门口"}','{}','[]','[]','[]','[]','[]','','','6a12a424f11b892fd32649c5ec4a95497fb0928044d612ab6f41944ece407855');
INSERT INTO "code_version" VALUES(3,2,3,1,NULL,NULL,'category','{"zh": "热心"}','{}','[]','[]','[]','[]','[]','','','dc0bf002b3222654e4ebc5a306d6c30e4bdd3125166e53aa72a2b2a12b760b8d');
CREATE TABLE codebook_version (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	parent INTEGER, 
	semantic_hash VARCHAR NOT NULL, 
	frozen BOOLEAN NOT NULL, 
	title JSON NOT NULL, 
	groups JSON NOT NULL, 
	source TEXT NOT NULL, 
	created VARCHAR NOT NULL, 
	CONSTRAINT fk_codebook_version_parent FOREIGN KEY(parent) REFERENCES codebook_version (id)
);
INSERT INTO "codebook_version" VALUES(1,NULL,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',0,'{}','[]','','2026-11-24T07:13:43.252+00:00');
INSERT INTO "codebook_version" VALUES(2,1,'9e47152b57a1e778349495a3c3741f2a06aa715acd73099cfa7f6e153b61a63e',0,'{}','[]','','2026-11-24T07:13:43.265+00:00');
INSERT INTO "codebook_version" VALUES(3,2,'348dcb6184a96b773e49481241caa16336b495ea9ec0c0fd3b5eab786f6cf07e',0,'{}','[]','','2026-11-24T07:13:43.276+00:00');
CREATE TABLE coder (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uuid VARCHAR(36) NOT NULL, 
	name VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	members JSON NOT NULL, 
	CONSTRAINT uq_coder_uuid UNIQUE (uuid), 
	CONSTRAINT uq_coder_name UNIQUE (name)
);
INSERT INTO "coder" VALUES(1,'31efccab-46c1-4b33-9adf-a3b8c9d58b4e','A','person','[]');
INSERT INTO "coder" VALUES(2,'8a2e5a8c-afc5-4134-b5dd-132125dcfa7c','B','person','[]');
INSERT INTO "coder" VALUES(3,'6e767c3f-4f77-4c54-aba6-b2fc2639beb3','A B','panel','["A", "B"]');
CREATE TABLE coding (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uuid VARCHAR(36) NOT NULL, 
	round INTEGER NOT NULL, 
	coder INTEGER NOT NULL, 
	text INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	code INTEGER NOT NULL, 
	codebook INTEGER NOT NULL, 
	origin VARCHAR NOT NULL, 
	exposure VARCHAR NOT NULL, 
	derived_from INTEGER, 
	created VARCHAR NOT NULL, 
	CONSTRAINT uq_coding_uuid UNIQUE (uuid), 
	CONSTRAINT fk_coding_round FOREIGN KEY(round) REFERENCES round (id), 
	CONSTRAINT fk_coding_coder FOREIGN KEY(coder) REFERENCES coder (id), 
	CONSTRAINT fk_coding_text FOREIGN KEY(text) REFERENCES text_version (id), 
	CONSTRAINT fk_coding_code FOREIGN KEY(code) REFERENCES code (id), 
	CONSTRAINT fk_coding_codebook FOREIGN KEY(codebook) REFERENCES codebook_version (id), 
	CONSTRAINT fk_coding_derived_from FOREIGN KEY(derived_from) REFERENCES suggestion (id)
);
INSERT INTO "coding" VALUES(1,'95fa4880-9b3b-4a6b-82ec-08bef1f3144a',1,1,1,22,36,1,3,'manual','unaided',NULL,'2026-11-24T07:13:43.306+00:00');
INSERT INTO "coding" VALUES(2,'31c76156-7ff8-4d13-a5f3-1b1b54612418',1,2,1,22,40,1,3,'manual','unaided',NULL,'2026-11-24T07:13:43.311+00:00');
INSERT INTO "coding" VALUES(4,'0d8a9fe9-c14c-4da6-b2cb-5dded60edb6d',1,1,2,24,36,2,3,'manual','unaided',NULL,'2026-11-24T07:13:43.322+00:00');
CREATE TABLE decision (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uuid VARCHAR(36) NOT NULL, 
	round INTEGER NOT NULL, 
	coder INTEGER NOT NULL, 
	suggestion INTEGER NOT NULL, 
	shown INTEGER, 
	act VARCHAR NOT NULL, 
	coding INTEGER, 
	ms INTEGER, 
	pick_probability FLOAT, 
	at VARCHAR NOT NULL, 
	CONSTRAINT uq_decision_uuid UNIQUE (uuid), 
	CONSTRAINT fk_decision_round FOREIGN KEY(round) REFERENCES round (id), 
	CONSTRAINT fk_decision_coder FOREIGN KEY(coder) REFERENCES coder (id), 
	CONSTRAINT fk_decision_suggestion FOREIGN KEY(suggestion) REFERENCES suggestion (id), 
	CONSTRAINT fk_decision_shown FOREIGN KEY(shown) REFERENCES shown (id)
);
CREATE TABLE event (
	replica VARCHAR(36) NOT NULL, 
	seq INTEGER NOT NULL, 
	at VARCHAR NOT NULL, 
	actor VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	round INTEGER, 
	undoes INTEGER, 
	prev VARCHAR(64) NOT NULL, 
	payload_digest VARCHAR(64) NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_event PRIMARY KEY (replica, seq)
);
INSERT INTO "event" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',1,'2026-11-24T07:13:43.254+00:00','','project.create',NULL,NULL,'0000000000000000000000000000000000000000000000000000000000000000','8e05499fc523ce73a14eba16cc3f1a2f056c49d74ad0a98d9757327b658c92e7','74877cb792828ddbaf44c574d4e0e5b7013e3d20b3943c11cf7f19b33fce41db');
INSERT INTO "event" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',2,'2026-11-24T07:13:43.269+00:00','','codebook.add_code',NULL,NULL,'74877cb792828ddbaf44c574d4e0e5b7013e3d20b3943c11cf7f19b33fce41db','c79d3e2482f297445b7b9fb4056229f5d3a2acd221ab4eaa42068efbd646400f','bd75d3f470f349fd7c4bbd042dbe09346272c24f2b6441d58bb75fbea8f1dee5');
INSERT INTO "event" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',3,'2026-11-24T07:13:43.277+00:00','','codebook.add_code',NULL,NULL,'bd75d3f470f349fd7c4bbd042dbe09346272c24f2b6441d58bb75fbea8f1dee5','00194139a93bb4c94122a7967bd4387ed34d7c69e82caa455823c9162bf6beeb','5f0c49f0d517338eb27b9684450b0b7e84de7afccb4ea4eb45a5a0eaed9f1b54');
INSERT INTO "event" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',4,'2026-11-24T07:13:43.290+00:00','','transcript.ingest',NULL,NULL,'5f0c49f0d517338eb27b9684450b0b7e84de7afccb4ea4eb45a5a0eaed9f1b54','a20dc7c5faa54a3f8344b921d9210db92bfc7d918c6821fba7f8fcb62b226de2','261a4bb30b3cb30cc59ac5f5d4c2253b81482f9083ff0ae6e87048ec9f4cc3e2');
INSERT INTO "event" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',5,'2026-11-24T07:13:43.294+00:00','','transcript.ingest',NULL,NULL,'261a4bb30b3cb30cc59ac5f5d4c2253b81482f9083ff0ae6e87048ec9f4cc3e2','2ab1d8bc0107aef89da8f0b9364121dadbfd73d79e6fe20d32ed82e61a84a78b','956b7bd67eaf7f507e62e4eb293d70096463a318b04a980ef58cfeffb4a6a89b');
INSERT INTO "event" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',6,'2026-11-24T07:13:43.296+00:00','A','coder.add',NULL,NULL,'956b7bd67eaf7f507e62e4eb293d70096463a318b04a980ef58cfeffb4a6a89b','dc87c451187461245c55e0ddf46eee1c864b41da3d036ab074e63351fa0f0bc0','7d5ef38ba8d12012cc764858a434db61000e8340922b40b6265b4593bf95b499');
INSERT INTO "event" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',7,'2026-11-24T07:13:43.297+00:00','B','coder.add',NULL,NULL,'7d5ef38ba8d12012cc764858a434db61000e8340922b40b6265b4593bf95b499','e1089033e149ba3440ef18924396ead67ff750cdf2690594a157d2abd01da516','aea94330823b9767eab3b23eea587b8d4873c8d596004480b572fed8b95be195');
INSERT INTO "event" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',8,'2026-11-24T07:13:43.299+00:00','A B','coder.add',NULL,NULL,'aea94330823b9767eab3b23eea587b8d4873c8d596004480b572fed8b95be195','e0ce050c2270cfe671ca4c26a7292e74e2f7b0f2c257146b7ed07f25e7a4ea05','5bc38d4911cb583e8d963c4fe60dff9fd1095654115490d738e1266fcb8314d3');
INSERT INTO "event" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',9,'2026-11-24T07:13:43.302+00:00','','round.open',1,NULL,'5bc38d4911cb583e8d963c4fe60dff9fd1095654115490d738e1266fcb8314d3','63e3ea86861b5031993191226c93ed9685ccc9c49bf2fe697c84dc33ea287622','418c46be88f81e31d5099f5a25d359fda73246bc1cd31893976c66afadacd251');
INSERT INTO "event" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',10,'2026-11-24T07:13:43.308+00:00','A','coding.add',1,NULL,'418c46be88f81e31d5099f5a25d359fda73246bc1cd31893976c66afadacd251','bb3f031666b84aea4fd899fb48b045ef587b6bbf42e9a8ecda910b566c939952','d33a5fc737288911289b53cca9e6c926bf57893eb845a68b73f6f399806c6a4e');
INSERT INTO "event" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',11,'2026-11-24T07:13:43.312+00:00','B','coding.add',1,NULL,'d33a5fc737288911289b53cca9e6c926bf57893eb845a68b73f6f399806c6a4e','abfbecadd35e63d69a037559bd6f3c3f716deea7d0bdf7d0bcbe5ea9a5d87673','81a16975e6e49d0c43cebd082e5598046379f8228b88efd93f4d35814eb99356');
INSERT INTO "event" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',12,'2026-11-24T07:13:43.315+00:00','A','coding.add',1,NULL,'81a16975e6e49d0c43cebd082e5598046379f8228b88efd93f4d35814eb99356','c3e1f6c8ed795dd2054ac6602df6f4c201bda21ab8a7f3cf1da1eb67232f4dff','bfbdecdf05b30d917138a84b083958a38d4aa1672b9dd7f1606268d6d1c2e912');
INSERT INTO "event" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',13,'2026-11-24T07:13:43.319+00:00','A','undo',1,12,'bfbdecdf05b30d917138a84b083958a38d4aa1672b9dd7f1606268d6d1c2e912','151b4838e9b55e68b98eddde8048d27869235306b8e92a24fab801a1260ff7dd','e51e1566985927fb38197173c5a07eba488d1dd503e1e7dc87761a6030229b0f');
INSERT INTO "event" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',14,'2026-11-24T07:13:43.322+00:00','A','coding.add',1,NULL,'e51e1566985927fb38197173c5a07eba488d1dd503e1e7dc87761a6030229b0f','e7506dfa6a266d28b5bf54abd7ff80444794f3e568f89e0748325d2ce8d46a8e','172141348f2f6b08b0c51da9a4f7cd88387247cfc5feeeba43250fa0b98993be');
INSERT INTO "event" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',15,'2026-11-24T07:13:43.327+00:00','A','coding.read',1,NULL,'172141348f2f6b08b0c51da9a4f7cd88387247cfc5feeeba43250fa0b98993be','a65362ddd07b07ad588ab48667a9ad6a3908b06226d038af0a9d1874a7dd334a','878fd6548b9c108cf70a7af9544bf3698ee138d84eb04c6588d4a45aa171ef22');
INSERT INTO "event" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',16,'2026-11-24T07:13:43.330+00:00','A','coding.read',1,NULL,'878fd6548b9c108cf70a7af9544bf3698ee138d84eb04c6588d4a45aa171ef22','7a07fb830e8c6f00086ffae19e21aca0079d5819433c9708d576210605491cc2','55105acf7ec8ff49d29ce4cde4069971f8bb00f07760f3c83000be87ada303be');
INSERT INTO "event" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',17,'2026-11-24T07:13:43.334+00:00','B','coding.read',1,NULL,'55105acf7ec8ff49d29ce4cde4069971f8bb00f07760f3c83000be87ada303be','0fc6a69609c05ee57ae48cf0153ad8990da986e50392bd84edaac3e737a3e48c','d4ceb0de665c1257c8cce17f89d3fac8ce1f77c8aa6c3416920537a1edae5a48');
INSERT INTO "event" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',18,'2026-11-24T07:13:43.337+00:00','B','coding.read',1,NULL,'d4ceb0de665c1257c8cce17f89d3fac8ce1f77c8aa6c3416920537a1edae5a48','5960c9afacdcf1efd1507d09752ee08febe99dc3687c015a726a64db02bd5d2c','45e3d108a2d3c84f3c170a457723bd335f5d25c6262a4601b01fa99f868e5da4');
INSERT INTO "event" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',19,'2026-11-24T07:13:43.341+00:00','A','memo.add',NULL,NULL,'45e3d108a2d3c84f3c170a457723bd335f5d25c6262a4601b01fa99f868e5da4','d4c8007374db409bb06d293421e50c184de0d83795e61ca81aca9abb7edfd1f9','754eeaa8bbe9b9c8ffb30af616956d0265459bfd5a97cd70c0eb89a011eec29d');
INSERT INTO "event" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',20,'2026-11-24T07:13:43.347+00:00','','round.close',1,NULL,'754eeaa8bbe9b9c8ffb30af616956d0265459bfd5a97cd70c0eb89a011eec29d','01e7a208b06760dc53841e721658ed9da72747ad9d5f78ce0691e4ff8acc54bf','f4058bfad006235aba8ffb3d05d32f085556fb203a930d47b93b5be078cd5b5d');
INSERT INTO "event" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',21,'2026-11-24T07:13:44.448+00:00','','sample.draw',NULL,NULL,'f4058bfad006235aba8ffb3d05d32f085556fb203a930d47b93b5be078cd5b5d','0ac1963f454067f1c018584dbde0a52ad46f457f27d952721a6dca31f57a4b95','3cde5c6555b43798a3931fb7ef7b88e2a98459c21413e89bb8020305288909ae');
INSERT INTO "event" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',22,'2026-11-24T07:13:46.895+00:00','','suggestion.run',NULL,NULL,'3cde5c6555b43798a3931fb7ef7b88e2a98459c21413e89bb8020305288909ae','f4aeae10923d088ac0c772bb21d1307d4a1a0f1b8cfec6e1c28c7e51a9f9e743','d494ef3382f3f363fca00c611307e6d12930f3710565473178f881ddad41a2b5');
INSERT INTO "event" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',23,'2026-11-24T07:13:46.903+00:00','','round.open',2,NULL,'d494ef3382f3f363fca00c611307e6d12930f3710565473178f881ddad41a2b5','8e80836fe1c08e72cf308dd6e732e3e844fe71466f9da6c114069d0626666a89','9be9bf015d8ee9222b88b2b2b7201a4eb997253312fec0eb693799a72081b201');
INSERT INTO "event" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',24,'2026-11-24T07:13:46.914+00:00','B','coding.read',2,NULL,'9be9bf015d8ee9222b88b2b2b7201a4eb997253312fec0eb693799a72081b201','6ab7bb5057b57433426797ab9dd8a2189769ae3d7aaac79068935cd18138a8e2','ec854e6f43e7a071e27dcc0f434ac496007dbcdc65ada061a7cc92d7e5a66ef5');
CREATE TABLE memo (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uuid VARCHAR(36) NOT NULL, 
	coder INTEGER NOT NULL, 
	target_kind VARCHAR NOT NULL, 
	target VARCHAR NOT NULL, 
	text TEXT NOT NULL, 
	created VARCHAR NOT NULL, 
	CONSTRAINT uq_memo_uuid UNIQUE (uuid), 
	CONSTRAINT fk_memo_coder FOREIGN KEY(coder) REFERENCES coder (id)
);
INSERT INTO "memo" VALUES(1,'f44eaf86-eee4-4714-bc62-e6402f5db73b',1,'coding','95fa4880-9b3b-4a6b-82ec-08bef1f3144a','𠮷 👨‍👩‍👧 想到的','2026-11-24T07:13:43.338+00:00');
CREATE TABLE model_score (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	run INTEGER NOT NULL, 
	unit INTEGER NOT NULL, 
	code INTEGER NOT NULL, 
	score FLOAT NOT NULL, 
	CONSTRAINT fk_model_score_run FOREIGN KEY(run) REFERENCES run (id), 
	CONSTRAINT fk_model_score_unit FOREIGN KEY(unit) REFERENCES unit (id), 
	CONSTRAINT fk_model_score_code FOREIGN KEY(code) REFERENCES code (id)
);
INSERT INTO "model_score" VALUES(1,1,9,1,0.0);
INSERT INTO "model_score" VALUES(2,1,9,2,0.0);
INSERT INTO "model_score" VALUES(3,1,10,1,0.0);
INSERT INTO "model_score" VALUES(4,1,10,2,0.0);
INSERT INTO "model_score" VALUES(5,1,11,1,0.0);
INSERT INTO "model_score" VALUES(6,1,11,2,0.0);
INSERT INTO "model_score" VALUES(7,1,19,1,0.0);
INSERT INTO "model_score" VALUES(8,1,19,2,0.0);
INSERT INTO "model_score" VALUES(9,1,35,1,0.0);
INSERT INTO "model_score" VALUES(10,1,35,2,0.0);
INSERT INTO "model_score" VALUES(11,1,36,1,0.0);
INSERT INTO "model_score" VALUES(12,1,36,2,0.0);
INSERT INTO "model_score" VALUES(13,1,37,1,0.0);
INSERT INTO "model_score" VALUES(14,1,37,2,0.0);
INSERT INTO "model_score" VALUES(15,1,43,1,0.0);
INSERT INTO "model_score" VALUES(16,1,43,2,0.0);
INSERT INTO "model_score" VALUES(17,1,44,1,0.0);
INSERT INTO "model_score" VALUES(18,1,44,2,0.0);
CREATE TABLE participant (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	pseudonym VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	letter VARCHAR NOT NULL, 
	"group" VARCHAR NOT NULL, 
	attributes JSON NOT NULL, 
	consent JSON NOT NULL, 
	CONSTRAINT uq_participant_pseudonym UNIQUE (pseudonym)
);
INSERT INTO "participant" VALUES(1,'interview_1','','','','{}','{}');
INSERT INTO "participant" VALUES(2,'interview_2','','','','{}','{}');
CREATE TABLE payload (
	replica VARCHAR(36) NOT NULL, 
	seq INTEGER NOT NULL, 
	salt VARCHAR(32) NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_payload PRIMARY KEY (replica, seq)
);
INSERT INTO "payload" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',1,'af5307aace0849940ced33eec16971f0','{"bulk":[],"changes":[["insert","setting",{"id":1,"name":"replica","value":"bfdf1a71-343c-4932-a407-bf249b3b3e2d"}],["insert","unit_set",{"id":1,"kind":"turn","rule":"turn-1"}],["insert","unit_set",{"id":2,"kind":"sentence","rule":"sentence-1"}],["insert","unit_set",{"id":3,"kind":"paragraph","rule":"line-1"}],["insert","setting",{"id":2,"name":"language","value":"zh"}],["insert","codebook_version",{"created":"2026-11-24T07:13:43.252+00:00","frozen":false,"groups":[],"id":1,"parent":null,"semantic_hash":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","source":"","title":{}}]]}');
INSERT INTO "payload" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',2,'9bc7fba6d2859901bc24a08d7dc0f426','{"bulk":[],"changes":[["insert","codebook_version",{"created":"2026-11-24T07:13:43.265+00:00","frozen":false,"groups":[],"id":2,"parent":1,"semantic_hash":"9e47152b57a1e778349495a3c3741f2a06aa715acd73099cfa7f6e153b61a63e","source":"","title":{}}],["insert","code",{"id":1,"name":"门口","uuid":"d16987cd-3cb1-47ed-81e1-560b03f03181"}],["insert","code_version",{"code":1,"colour":"","definition":{},"examples":[],"exclude":[],"group":null,"id":1,"include":[],"key":"","keywords":[],"labels":{"zh":"门口"},"level":"category","parent":null,"patterns":[],"position":0,"semantic_hash":"6a12a424f11b892fd32649c5ec4a95497fb0928044d612ab6f41944ece407855","version":2}]]}');
INSERT INTO "payload" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',3,'fd4808aedb9bc290db95ef5a5fb615f8','{"bulk":[],"changes":[["insert","codebook_version",{"created":"2026-11-24T07:13:43.276+00:00","frozen":false,"groups":[],"id":3,"parent":2,"semantic_hash":"348dcb6184a96b773e49481241caa16336b495ea9ec0c0fd3b5eab786f6cf07e","source":"","title":{}}],["insert","code",{"id":2,"name":"热心","uuid":"7fcd93b5-483b-4e85-a7c1-8bd2b2c1db1e"}],["insert","code_version",{"code":1,"colour":"","definition":{},"examples":[],"exclude":[],"group":null,"id":2,"include":[],"key":"","keywords":[],"labels":{"zh":"门口"},"level":"category","parent":null,"patterns":[],"position":0,"semantic_hash":"6a12a424f11b892fd32649c5ec4a95497fb0928044d612ab6f41944ece407855","version":3}],["insert","code_version",{"code":2,"colour":"","definition":{},"examples":[],"exclude":[],"group":null,"id":3,"include":[],"key":"","keywords":[],"labels":{"zh":"热心"},"level":"category","parent":null,"patterns":[],"position":1,"semantic_hash":"dc0bf002b3222654e4ebc5a306d6c30e4bdd3125166e53aa72a2b2a12b760b8d","version":3}]]}');
INSERT INTO "payload" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',4,'5529c1c34b64f7a7c8a8cdb8a518a87b','{"bulk":[{"digest":"45414dcd9f3e4c79987303d7637b34c103f9ceaf49d0cc07969da2f63bd58944","scope":{"text":1},"table":"turn"},{"digest":"26d4f648602d5263eb6cde04ed51f4ab9bd3862ef3bc2bb4524aaba35923663e","scope":{"text":1,"unit_set":1},"table":"unit"},{"digest":"4569880cda60955b87360ae7df535aa08c2abf642a5f9cb61b9e91032d009da2","scope":{"text":1,"unit_set":2},"table":"unit"},{"digest":"db0fb80281d75aa7637876d34fb61af48b547bb71b9904222ce83163caeefb68","scope":{"text":1,"unit_set":3},"table":"unit"}],"changes":[["insert","participant",{"attributes":{},"consent":{},"group":"","id":1,"letter":"","pseudonym":"interview_1","role":""}],["insert","transcript",{"id":1,"kind":"interview","name":"interview_1","status":"active","uuid":"dabd3297-9302-4cbb-b67a-2a40bfdac54e"}],["insert","text_version",{"created":"2026-11-24T07:13:43.287+00:00","id":1,"parent":null,"sha256":"91e484fb8ad86fcbb168278ea029e10b06aadd11dab033e05c3b29ff1b1f9c98","transcript":1}],["insert","speaker",{"asks":true,"id":1,"label":"访谈者","participant":null,"transcript":1}],["insert","speaker",{"asks":false,"id":2,"label":"受访者","participant":1,"transcript":1}]]}');
INSERT INTO "payload" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',5,'0f6fbbdd61723378616e8704ed2aa6f6','{"bulk":[{"digest":"67dd677cf43349ccd4d05caccd27b67db95e82c2cc03ff02a8e1dded934abf92","scope":{"text":2},"table":"turn"},{"digest":"0275d040aa4dac9c4b03e65c52e18ffcd97065407d60e5d221db35195937b0c3","scope":{"text":2,"unit_set":1},"table":"unit"},{"digest":"55a59fbbe29b205abc60fd14e2a03e03086dbc99e5280e001426224ba55154f0","scope":{"text":2,"unit_set":2},"table":"unit"},{"digest":"c8c6a0ebe95495ae8a22ea4140361deaa5b350e9cb1ddbde132e4530316ed851","scope":{"text":2,"unit_set":3},"table":"unit"}],"changes":[["insert","participant",{"attributes":{},"consent":{},"group":"","id":2,"letter":"","pseudonym":"interview_2","role":""}],["insert","transcript",{"id":2,"kind":"interview","name":"interview_2","status":"active","uuid":"33a73303-d799-42c6-8286-470a03d3586c"}],["insert","text_version",{"created":"2026-11-24T07:13:43.293+00:00","id":2,"parent":null,"sha256":"c49701c224915476061c1240d1c54fa64310c344ce6b9c34f58e14f1578da69a","transcript":2}],["insert","speaker",{"asks":true,"id":3,"label":"访谈者","participant":null,"transcript":2}],["insert","speaker",{"asks":false,"id":4,"label":"受访者","participant":2,"transcript":2}]]}');
INSERT INTO "payload" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',6,'e55d9f76213dfcd0779c4a31b66b5f49','{"bulk":[],"changes":[["insert","coder",{"id":1,"kind":"person","members":[],"name":"A","uuid":"31efccab-46c1-4b33-9adf-a3b8c9d58b4e"}]]}');
INSERT INTO "payload" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',7,'8536157e4fdb8f275e1c1a2c6b8e6212','{"bulk":[],"changes":[["insert","coder",{"id":2,"kind":"person","members":[],"name":"B","uuid":"8a2e5a8c-afc5-4134-b5dd-132125dcfa7c"}]]}');
INSERT INTO "payload" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',8,'6a3aaf52fe3d2b6964d3639174b9bce0','{"bulk":[],"changes":[["insert","coder",{"id":3,"kind":"panel","members":["A","B"],"name":"A B","uuid":"6e767c3f-4f77-4c54-aba6-b2fc2639beb3"}]]}');
INSERT INTO "payload" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',9,'bb06a56bdc002bc14bef2674a2870b88','{"bulk":[],"changes":[["insert","round",{"closed":null,"codebook":3,"hash":"","id":1,"kind":"independent","name":"R1","opened":"2026-11-24T07:13:43.300+00:00","status":"open","unit_set":null,"uuid":"8b0cf3fe-64d4-4176-83d9-2e8ee3872c7c"}]]}');
INSERT INTO "payload" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',10,'fabee7e1a4f97a85eb2e917cdedcf43d','{"bulk":[],"changes":[["insert","coding",{"code":1,"codebook":3,"coder":1,"created":"2026-11-24T07:13:43.306+00:00","derived_from":null,"end":36,"exposure":"unaided","id":1,"origin":"manual","round":1,"start":22,"text":1,"uuid":"95fa4880-9b3b-4a6b-82ec-08bef1f3144a"}]]}');
INSERT INTO "payload" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',11,'dcd9c8850eaab6d038d9fcd3037cfe61','{"bulk":[],"changes":[["insert","coding",{"code":1,"codebook":3,"coder":2,"created":"2026-11-24T07:13:43.311+00:00","derived_from":null,"end":40,"exposure":"unaided","id":2,"origin":"manual","round":1,"start":22,"text":1,"uuid":"31c76156-7ff8-4d13-a5f3-1b1b54612418"}]]}');
INSERT INTO "payload" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',12,'93853fdda0144e40013ed886c8c93b75','{"bulk":[],"changes":[["insert","coding",{"code":2,"codebook":3,"coder":1,"created":"2026-11-24T07:13:43.314+00:00","derived_from":null,"end":36,"exposure":"unaided","id":3,"origin":"manual","round":1,"start":22,"text":2,"uuid":"8e049b99-368b-4809-a785-5351ea7e2df8"}]]}');
INSERT INTO "payload" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',13,'ebcff97bcd3e58e1c180cf48b9cc9a2d','{"bulk":[],"changes":[["delete","coding",{"code":2,"codebook":3,"coder":1,"created":"2026-11-24T07:13:43.314+00:00","derived_from":null,"end":36,"exposure":"unaided","id":3,"origin":"manual","round":1,"start":22,"text":2,"uuid":"8e049b99-368b-4809-a785-5351ea7e2df8"}]]}');
INSERT INTO "payload" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',14,'a21a6403740eed352840ce6610edd893','{"bulk":[],"changes":[["insert","coding",{"code":2,"codebook":3,"coder":1,"created":"2026-11-24T07:13:43.322+00:00","derived_from":null,"end":36,"exposure":"unaided","id":4,"origin":"manual","round":1,"start":24,"text":2,"uuid":"0d8a9fe9-c14c-4da6-b2cb-5dded60edb6d"}]]}');
INSERT INTO "payload" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',15,'372a952a26bed38453e4926ef673e5ab','{"bulk":[],"changes":[["insert","reading",{"codebook":3,"coder":1,"done_at":"2026-11-24T07:13:43.326+00:00","exposure":"unaided","id":1,"round":1,"unit":1}],["insert","reading",{"codebook":3,"coder":1,"done_at":"2026-11-24T07:13:43.326+00:00","exposure":"unaided","id":2,"round":1,"unit":2}],["insert","reading",{"codebook":3,"coder":1,"done_at":"2026-11-24T07:13:43.326+00:00","exposure":"unaided","id":3,"round":1,"unit":3}],["insert","reading",{"codebook":3,"coder":1,"done_at":"2026-11-24T07:13:43.326+00:00","exposure":"unaided","id":4,"round":1,"unit":4}],["insert","reading",{"codebook":3,"coder":1,"done_at":"2026-11-24T07:13:43.326+00:00","exposure":"unaided","id":5,"round":1,"unit":5}],["insert","reading",{"codebook":3,"coder":1,"done_at":"2026-11-24T07:13:43.326+00:00","exposure":"unaided","id":6,"round":1,"unit":6}],["insert","reading",{"codebook":3,"coder":1,"done_at":"2026-11-24T07:13:43.326+00:00","exposure":"unaided","id":7,"round":1,"unit":7}]]}');
INSERT INTO "payload" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',16,'5b8604c026554613b28839ed8e88fc79','{"bulk":[],"changes":[["insert","reading",{"codebook":3,"coder":1,"done_at":"2026-11-24T07:13:43.329+00:00","exposure":"unaided","id":8,"round":1,"unit":27}],["insert","reading",{"codebook":3,"coder":1,"done_at":"2026-11-24T07:13:43.329+00:00","exposure":"unaided","id":9,"round":1,"unit":28}],["insert","reading",{"codebook":3,"coder":1,"done_at":"2026-11-24T07:13:43.329+00:00","exposure":"unaided","id":10,"round":1,"unit":29}],["insert","reading",{"codebook":3,"coder":1,"done_at":"2026-11-24T07:13:43.329+00:00","exposure":"unaided","id":11,"round":1,"unit":30}],["insert","reading",{"codebook":3,"coder":1,"done_at":"2026-11-24T07:13:43.329+00:00","exposure":"unaided","id":12,"round":1,"unit":31}],["insert","reading",{"codebook":3,"coder":1,"done_at":"2026-11-24T07:13:43.329+00:00","exposure":"unaided","id":13,"round":1,"unit":32}],["insert","reading",{"codebook":3,"coder":1,"done_at":"2026-11-24T07:13:43.329+00:00","exposure":"unaided","id":14,"round":1,"unit":33}]]}');
INSERT INTO "payload" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',17,'0426adbb2656257572880dae8b9ba489','{"bulk":[],"changes":[["insert","reading",{"codebook":3,"coder":2,"done_at":"2026-11-24T07:13:43.333+00:00","exposure":"unaided","id":15,"round":1,"unit":1}],["insert","reading",{"codebook":3,"coder":2,"done_at":"2026-11-24T07:13:43.333+00:00","exposure":"unaided","id":16,"round":1,"unit":2}],["insert","reading",{"codebook":3,"coder":2,"done_at":"2026-11-24T07:13:43.333+00:00","exposure":"unaided","id":17,"round":1,"unit":3}],["insert","reading",{"codebook":3,"coder":2,"done_at":"2026-11-24T07:13:43.333+00:00","exposure":"unaided","id":18,"round":1,"unit":4}],["insert","reading",{"codebook":3,"coder":2,"done_at":"2026-11-24T07:13:43.333+00:00","exposure":"unaided","id":19,"round":1,"unit":5}],["insert","reading",{"codebook":3,"coder":2,"done_at":"2026-11-24T07:13:43.333+00:00","exposure":"unaided","id":20,"round":1,"unit":6}],["insert","reading",{"codebook":3,"coder":2,"done_at":"2026-11-24T07:13:43.333+00:00","exposure":"unaided","id":21,"round":1,"unit":7}]]}');
INSERT INTO "payload" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',18,'68b83bf04bf97f236e950c298bb43a36','{"bulk":[],"changes":[["insert","reading",{"codebook":3,"coder":2,"done_at":"2026-11-24T07:13:43.336+00:00","exposure":"unaided","id":22,"round":1,"unit":27}],["insert","reading",{"codebook":3,"coder":2,"done_at":"2026-11-24T07:13:43.336+00:00","exposure":"unaided","id":23,"round":1,"unit":28}],["insert","reading",{"codebook":3,"coder":2,"done_at":"2026-11-24T07:13:43.336+00:00","exposure":"unaided","id":24,"round":1,"unit":29}],["insert","reading",{"codebook":3,"coder":2,"done_at":"2026-11-24T07:13:43.336+00:00","exposure":"unaided","id":25,"round":1,"unit":30}],["insert","reading",{"codebook":3,"coder":2,"done_at":"2026-11-24T07:13:43.336+00:00","exposure":"unaided","id":26,"round":1,"unit":31}],["insert","reading",{"codebook":3,"coder":2,"done_at":"2026-11-24T07:13:43.336+00:00","exposure":"unaided","id":27,"round":1,"unit":32}],["insert","reading",{"codebook":3,"coder":2,"done_at":"2026-11-24T07:13:43.336+00:00","exposure":"unaided","id":28,"round":1,"unit":33}]]}');
INSERT INTO "payload" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',19,'db4b33f0850fa20037cdaf36468e329c','{"bulk":[],"changes":[["insert","memo",{"coder":1,"created":"2026-11-24T07:13:43.338+00:00","id":1,"target":"95fa4880-9b3b-4a6b-82ec-08bef1f3144a","target_kind":"coding","text":"𠮷 👨‍👩‍👧 想到的","uuid":"f44eaf86-eee4-4714-bc62-e6402f5db73b"}]]}');
INSERT INTO "payload" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',20,'eb00c43d4fc0370b8e787f07d279d5b6','{"bulk":[],"changes":[["update","round",1,{"closed":null,"codebook":3,"hash":"","status":"open"},{"closed":"2026-11-24T07:13:43.345+00:00","codebook":3,"hash":"c9dc03e178ff260d6a47bf0aea91b942f46f9188fe752a5367c71b3d4d732984","status":"closed"}]]}');
INSERT INTO "payload" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',21,'983a3c6157160dfe3c77eaad4c4e916f','{"bulk":[],"changes":[["insert","sample",{"created":"2026-11-24T07:13:44.446+00:00","frame_hash":"0a4f7457cb54350e432e479193f672ff46450266c2173f96081c3e47bd7c0c1d","id":1,"seed":1,"unit_set":1}],["insert","sampled_turn",{"id":1,"position":0,"role":"blind","sample":1,"stratum":"ba399acb78a9fb337a27a998144b4672afd7f1f1a43f7a5f1148686c823e2f46","turn":7}],["insert","sampled_turn",{"id":2,"position":1,"role":"blind","sample":1,"stratum":"ba399acb78a9fb337a27a998144b4672afd7f1f1a43f7a5f1148686c823e2f46","turn":13}],["insert","sampled_turn",{"id":3,"position":2,"role":"reserve","sample":1,"stratum":"ba399acb78a9fb337a27a998144b4672afd7f1f1a43f7a5f1148686c823e2f46","turn":2}],["insert","sampled_turn",{"id":4,"position":3,"role":"reserve","sample":1,"stratum":"ba399acb78a9fb337a27a998144b4672afd7f1f1a43f7a5f1148686c823e2f46","turn":9}]]}');
INSERT INTO "payload" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',22,'0ef8d240ba1798fec2b51ba7e8e11a2b','{"bulk":[{"digest":"cf1cbb66a638b4860a516671fb74850e6ccf787fe6c4c8d29e9c04efe880bd05","scope":{"run":1},"table":"suggestion"},{"digest":"add3633005e8fdb29d3a395fdb55c444ab89912f9a52314e5a00d9f7f6caf15e","scope":{"run":1},"table":"model_score"}],"changes":[["insert","run",{"audience":1,"codebook":3,"created":"2026-11-24T07:13:46.890+00:00","id":1,"params":{"evaluation":{"columns":["code","positives","negatives","transcripts","average_precision","precision","recall","f1","threshold","reason"],"name":"evaluation","notes":["每个单位的分数来自没有学过该访谈稿的模型（按访谈稿分为 2 折，随机种子 2026）。","阈值取这些分数上 F1 最高处，所以精确率、召回率和 F1 偏乐观；分数只用于排序，不是概率。","看过建议之后的编码会抬高这些数字；以无建议样本（盲样）为准。"],"rows":[{"average_precision":null,"code":"门口","f1":null,"negatives":9,"positives":0,"precision":null,"reason":"有编码的单位太少：还需 5 个；在此之前只用关键词与词语模式","recall":null,"threshold":null,"transcripts":2},{"average_precision":null,"code":"热心","f1":null,"negatives":9,"positives":0,"precision":null,"reason":"有编码的单位太少：还需 5 个；在此之前只用关键词与词语模式","recall":null,"threshold":null,"transcripts":2}],"title":"机器建议的检验"},"texts":[1,2]},"suggester":"rules","training_hash":"2db7890885926953b022d0b3e67e7e1db398643485d9223df6e700c8b8afda20","uuid":"f3c9bfb7-db0d-48c7-b726-63889de6a3da"}]]}');
INSERT INTO "payload" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',23,'fc18046bc624b4b7511531f78275da6f','{"bulk":[],"changes":[["insert","round",{"closed":null,"codebook":3,"hash":"","id":2,"kind":"independent","name":"R2","opened":"2026-11-24T07:13:46.902+00:00","status":"open","unit_set":null,"uuid":"5c9f14d6-a7f4-4f77-8e61-6578dd66739a"}]]}');
INSERT INTO "payload" VALUES('bfdf1a71-343c-4932-a407-bf249b3b3e2d',24,'8693809ac863a6226997ae030a252941','{"bulk":[],"changes":[["insert","reading",{"codebook":3,"coder":2,"done_at":"2026-11-24T07:13:46.913+00:00","exposure":"unaided","id":29,"round":2,"unit":1}],["insert","reading",{"codebook":3,"coder":2,"done_at":"2026-11-24T07:13:46.913+00:00","exposure":"unaided","id":30,"round":2,"unit":2}],["insert","reading",{"codebook":3,"coder":2,"done_at":"2026-11-24T07:13:46.913+00:00","exposure":"unaided","id":31,"round":2,"unit":3}],["insert","reading",{"codebook":3,"coder":2,"done_at":"2026-11-24T07:13:46.913+00:00","exposure":"unaided","id":32,"round":2,"unit":4}],["insert","reading",{"codebook":3,"coder":2,"done_at":"2026-11-24T07:13:46.913+00:00","exposure":"unaided","id":33,"round":2,"unit":5}],["insert","reading",{"codebook":3,"coder":2,"done_at":"2026-11-24T07:13:46.913+00:00","exposure":"unaided","id":34,"round":2,"unit":6}],["insert","reading",{"codebook":3,"coder":2,"done_at":"2026-11-24T07:13:46.913+00:00","exposure":"unaided","id":35,"round":2,"unit":7}]]}');
CREATE TABLE reading (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	coder INTEGER NOT NULL, 
	unit INTEGER NOT NULL, 
	round INTEGER NOT NULL, 
	codebook INTEGER NOT NULL, 
	exposure VARCHAR NOT NULL, 
	done_at VARCHAR NOT NULL, 
	CONSTRAINT uq_reading_round UNIQUE (round, coder, unit, codebook), 
	CONSTRAINT fk_reading_coder FOREIGN KEY(coder) REFERENCES coder (id), 
	CONSTRAINT fk_reading_unit FOREIGN KEY(unit) REFERENCES unit (id), 
	CONSTRAINT fk_reading_round FOREIGN KEY(round) REFERENCES round (id), 
	CONSTRAINT fk_reading_codebook FOREIGN KEY(codebook) REFERENCES codebook_version (id)
);
INSERT INTO "reading" VALUES(1,1,1,1,3,'unaided','2026-11-24T07:13:43.326+00:00');
INSERT INTO "reading" VALUES(2,1,2,1,3,'unaided','2026-11-24T07:13:43.326+00:00');
INSERT INTO "reading" VALUES(3,1,3,1,3,'unaided','2026-11-24T07:13:43.326+00:00');
INSERT INTO "reading" VALUES(4,1,4,1,3,'unaided','2026-11-24T07:13:43.326+00:00');
INSERT INTO "reading" VALUES(5,1,5,1,3,'unaided','2026-11-24T07:13:43.326+00:00');
INSERT INTO "reading" VALUES(6,1,6,1,3,'unaided','2026-11-24T07:13:43.326+00:00');
INSERT INTO "reading" VALUES(7,1,7,1,3,'unaided','2026-11-24T07:13:43.326+00:00');
INSERT INTO "reading" VALUES(8,1,27,1,3,'unaided','2026-11-24T07:13:43.329+00:00');
INSERT INTO "reading" VALUES(9,1,28,1,3,'unaided','2026-11-24T07:13:43.329+00:00');
INSERT INTO "reading" VALUES(10,1,29,1,3,'unaided','2026-11-24T07:13:43.329+00:00');
INSERT INTO "reading" VALUES(11,1,30,1,3,'unaided','2026-11-24T07:13:43.329+00:00');
INSERT INTO "reading" VALUES(12,1,31,1,3,'unaided','2026-11-24T07:13:43.329+00:00');
INSERT INTO "reading" VALUES(13,1,32,1,3,'unaided','2026-11-24T07:13:43.329+00:00');
INSERT INTO "reading" VALUES(14,1,33,1,3,'unaided','2026-11-24T07:13:43.329+00:00');
INSERT INTO "reading" VALUES(15,2,1,1,3,'unaided','2026-11-24T07:13:43.333+00:00');
INSERT INTO "reading" VALUES(16,2,2,1,3,'unaided','2026-11-24T07:13:43.333+00:00');
INSERT INTO "reading" VALUES(17,2,3,1,3,'unaided','2026-11-24T07:13:43.333+00:00');
INSERT INTO "reading" VALUES(18,2,4,1,3,'unaided','2026-11-24T07:13:43.333+00:00');
INSERT INTO "reading" VALUES(19,2,5,1,3,'unaided','2026-11-24T07:13:43.333+00:00');
INSERT INTO "reading" VALUES(20,2,6,1,3,'unaided','2026-11-24T07:13:43.333+00:00');
INSERT INTO "reading" VALUES(21,2,7,1,3,'unaided','2026-11-24T07:13:43.333+00:00');
INSERT INTO "reading" VALUES(22,2,27,1,3,'unaided','2026-11-24T07:13:43.336+00:00');
INSERT INTO "reading" VALUES(23,2,28,1,3,'unaided','2026-11-24T07:13:43.336+00:00');
INSERT INTO "reading" VALUES(24,2,29,1,3,'unaided','2026-11-24T07:13:43.336+00:00');
INSERT INTO "reading" VALUES(25,2,30,1,3,'unaided','2026-11-24T07:13:43.336+00:00');
INSERT INTO "reading" VALUES(26,2,31,1,3,'unaided','2026-11-24T07:13:43.336+00:00');
INSERT INTO "reading" VALUES(27,2,32,1,3,'unaided','2026-11-24T07:13:43.336+00:00');
INSERT INTO "reading" VALUES(28,2,33,1,3,'unaided','2026-11-24T07:13:43.336+00:00');
INSERT INTO "reading" VALUES(29,2,1,2,3,'unaided','2026-11-24T07:13:46.913+00:00');
INSERT INTO "reading" VALUES(30,2,2,2,3,'unaided','2026-11-24T07:13:46.913+00:00');
INSERT INTO "reading" VALUES(31,2,3,2,3,'unaided','2026-11-24T07:13:46.913+00:00');
INSERT INTO "reading" VALUES(32,2,4,2,3,'unaided','2026-11-24T07:13:46.913+00:00');
INSERT INTO "reading" VALUES(33,2,5,2,3,'unaided','2026-11-24T07:13:46.913+00:00');
INSERT INTO "reading" VALUES(34,2,6,2,3,'unaided','2026-11-24T07:13:46.913+00:00');
INSERT INTO "reading" VALUES(35,2,7,2,3,'unaided','2026-11-24T07:13:46.913+00:00');
CREATE TABLE relation (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	from_code INTEGER NOT NULL, 
	to_code INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	CONSTRAINT fk_relation_version FOREIGN KEY(version) REFERENCES codebook_version (id), 
	CONSTRAINT fk_relation_from_code FOREIGN KEY(from_code) REFERENCES code (id), 
	CONSTRAINT fk_relation_to_code FOREIGN KEY(to_code) REFERENCES code (id)
);
CREATE TABLE round (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uuid VARCHAR(36) NOT NULL, 
	name VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	codebook INTEGER NOT NULL, 
	unit_set INTEGER, 
	status VARCHAR NOT NULL, 
	hash VARCHAR NOT NULL, 
	opened VARCHAR NOT NULL, 
	closed VARCHAR, 
	CONSTRAINT uq_round_uuid UNIQUE (uuid), 
	CONSTRAINT uq_round_name UNIQUE (name), 
	CONSTRAINT fk_round_codebook FOREIGN KEY(codebook) REFERENCES codebook_version (id), 
	CONSTRAINT fk_round_unit_set FOREIGN KEY(unit_set) REFERENCES unit_set (id)
);
INSERT INTO "round" VALUES(1,'8b0cf3fe-64d4-4176-83d9-2e8ee3872c7c','R1','independent',3,NULL,'closed','c9dc03e178ff260d6a47bf0aea91b942f46f9188fe752a5367c71b3d4d732984','2026-11-24T07:13:43.300+00:00','2026-11-24T07:13:43.345+00:00');
INSERT INTO "round" VALUES(2,'5c9f14d6-a7f4-4f77-8e61-6578dd66739a','R2','independent',3,NULL,'open','','2026-11-24T07:13:46.902+00:00',NULL);
CREATE TABLE run (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uuid VARCHAR(36) NOT NULL, 
	suggester VARCHAR NOT NULL, 
	params JSON NOT NULL, 
	codebook INTEGER NOT NULL, 
	training_hash VARCHAR NOT NULL, 
	audience INTEGER, 
	created VARCHAR NOT NULL, 
	CONSTRAINT uq_run_uuid UNIQUE (uuid), 
	CONSTRAINT fk_run_codebook FOREIGN KEY(codebook) REFERENCES codebook_version (id), 
	CONSTRAINT fk_run_audience FOREIGN KEY(audience) REFERENCES coder (id)
);
INSERT INTO "run" VALUES(1,'f3c9bfb7-db0d-48c7-b726-63889de6a3da','rules','{"texts": [1, 2], "evaluation": {"name": "evaluation", "title": "机器建议的检验", "columns": ["code", "positives", "negatives", "transcripts", "average_precision", "precision", "recall", "f1", "threshold", "reason"], "rows": [{"code": "门口", "positives": 0, "negatives": 9, "transcripts": 2, "average_precision": null, "precision": null, "recall": null, "f1": null, "threshold": null, "reason": "有编码的单位太少：还需 5 个；在此之前只用关键词与词语模式"}, {"code": "热心", "positives": 0, "negatives": 9, "transcripts": 2, "average_precision": null, "precision": null, "recall": null, "f1": null, "threshold": null, "reason": "有编码的单位太少：还需 5 个；在此之前只用关键词与词语模式"}], "notes": ["每个单位的分数来自没有学过该访谈稿的模型（按访谈稿分为 2 折，随机种子 2026）。", "阈值取这些分数上 F1 最高处，所以精确率、召回率和 F1 偏乐观；分数只用于排序，不是概率。", "看过建议之后的编码会抬高这些数字；以无建议样本（盲样）为准。"]}}',3,'2db7890885926953b022d0b3e67e7e1db398643485d9223df6e700c8b8afda20',1,'2026-11-24T07:13:46.890+00:00');
CREATE TABLE sample (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	unit_set INTEGER NOT NULL, 
	seed INTEGER NOT NULL, 
	frame_hash VARCHAR NOT NULL, 
	created VARCHAR NOT NULL, 
	CONSTRAINT fk_sample_unit_set FOREIGN KEY(unit_set) REFERENCES unit_set (id)
);
INSERT INTO "sample" VALUES(1,1,1,'0a4f7457cb54350e432e479193f672ff46450266c2173f96081c3e47bd7c0c1d','2026-11-24T07:13:44.446+00:00');
CREATE TABLE sampled_turn (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	sample INTEGER NOT NULL, 
	turn INTEGER NOT NULL, 
	stratum VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	role VARCHAR NOT NULL, 
	CONSTRAINT fk_sampled_turn_sample FOREIGN KEY(sample) REFERENCES sample (id), 
	CONSTRAINT uq_sampled_turn_turn UNIQUE (turn), 
	CONSTRAINT fk_sampled_turn_turn FOREIGN KEY(turn) REFERENCES turn (id)
);
INSERT INTO "sampled_turn" VALUES(1,1,7,'ba399acb78a9fb337a27a998144b4672afd7f1f1a43f7a5f1148686c823e2f46',0,'blind');
INSERT INTO "sampled_turn" VALUES(2,1,13,'ba399acb78a9fb337a27a998144b4672afd7f1f1a43f7a5f1148686c823e2f46',1,'blind');
INSERT INTO "sampled_turn" VALUES(3,1,2,'ba399acb78a9fb337a27a998144b4672afd7f1f1a43f7a5f1148686c823e2f46',2,'reserve');
INSERT INTO "sampled_turn" VALUES(4,1,9,'ba399acb78a9fb337a27a998144b4672afd7f1f1a43f7a5f1148686c823e2f46',3,'reserve');
CREATE TABLE setting (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name VARCHAR NOT NULL, 
	value JSON NOT NULL, 
	CONSTRAINT uq_setting_name UNIQUE (name)
);
INSERT INTO "setting" VALUES(1,'replica','"bfdf1a71-343c-4932-a407-bf249b3b3e2d"');
INSERT INTO "setting" VALUES(2,'language','"zh"');
CREATE TABLE shown (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	coder INTEGER NOT NULL, 
	suggestion INTEGER NOT NULL, 
	at VARCHAR NOT NULL, 
	rank INTEGER NOT NULL, 
	mode VARCHAR NOT NULL, 
	CONSTRAINT fk_shown_coder FOREIGN KEY(coder) REFERENCES coder (id), 
	CONSTRAINT fk_shown_suggestion FOREIGN KEY(suggestion) REFERENCES suggestion (id)
);
CREATE TABLE speaker (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	transcript INTEGER NOT NULL, 
	label VARCHAR NOT NULL, 
	participant INTEGER, 
	asks BOOLEAN NOT NULL, 
	CONSTRAINT uq_speaker_transcript UNIQUE (transcript, label), 
	CONSTRAINT fk_speaker_transcript FOREIGN KEY(transcript) REFERENCES transcript (id), 
	CONSTRAINT fk_speaker_participant FOREIGN KEY(participant) REFERENCES participant (id)
);
INSERT INTO "speaker" VALUES(1,1,'访谈者',NULL,1);
INSERT INTO "speaker" VALUES(2,1,'受访者',1,0);
INSERT INTO "speaker" VALUES(3,2,'访谈者',NULL,1);
INSERT INTO "speaker" VALUES(4,2,'受访者',2,0);
CREATE TABLE suggestion (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	run INTEGER NOT NULL, 
	unit INTEGER NOT NULL, 
	code INTEGER NOT NULL, 
	score FLOAT NOT NULL, 
	evidence JSON NOT NULL, 
	CONSTRAINT fk_suggestion_run FOREIGN KEY(run) REFERENCES run (id), 
	CONSTRAINT fk_suggestion_unit FOREIGN KEY(unit) REFERENCES unit (id), 
	CONSTRAINT fk_suggestion_code FOREIGN KEY(code) REFERENCES code (id)
);
CREATE TABLE text_version (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	transcript INTEGER NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	text TEXT NOT NULL, 
	parent INTEGER, 
	created VARCHAR NOT NULL, 
	CONSTRAINT fk_text_version_transcript FOREIGN KEY(transcript) REFERENCES transcript (id), 
	CONSTRAINT uq_text_version_sha256 UNIQUE (sha256), 
	CONSTRAINT fk_text_version_parent FOREIGN KEY(parent) REFERENCES text_version (id)
);
INSERT INTO "text_version" VALUES(1,1,'91e484fb8ad86fcbb168278ea029e10b06aadd11dab033e05c3b29ff1b1f9c98','访谈者：您这个站长是怎么当上的？
受访者：大家推选的嘛，我们楼里的人都认。𠮷祥面馆门口碰头。我这个人呢，热心。
访谈者：平时做些什么？
受访者：下雨天去看漏水。报到社区，社区报街道。后来修好了，居民都满意。
访谈者：有没有人不服？
受访者：有的。不多。
受访者：第1次谈到这里。
',NULL,'2026-11-24T07:13:43.287+00:00');
INSERT INTO "text_version" VALUES(2,2,'c49701c224915476061c1240d1c54fa64310c344ce6b9c34f58e14f1578da69a','访谈者：您这个站长是怎么当上的？
受访者：大家推选的嘛，我们楼里的人都认。👨‍👩‍👧发来发去。我这个人呢，热心。
访谈者：平时做些什么？
受访者：下雨天去看漏水。报到社区，社区报街道。后来修好了，居民都满意。
访谈者：有没有人不服？
受访者：有的。不多。
受访者：第2次谈到这里。
',NULL,'2026-11-24T07:13:43.293+00:00');
CREATE TABLE token_cache (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	text INTEGER NOT NULL, 
	dictionary VARCHAR NOT NULL, 
	engine VARCHAR NOT NULL, 
	offsets BLOB NOT NULL, 
	CONSTRAINT uq_token_cache_text UNIQUE (text, dictionary, engine), 
	CONSTRAINT fk_token_cache_text FOREIGN KEY(text) REFERENCES text_version (id)
);
CREATE TABLE transcript (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uuid VARCHAR(36) NOT NULL, 
	name VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	status VARCHAR NOT NULL, 
	CONSTRAINT uq_transcript_uuid UNIQUE (uuid), 
	CONSTRAINT uq_transcript_name UNIQUE (name)
);
INSERT INTO "transcript" VALUES(1,'dabd3297-9302-4cbb-b67a-2a40bfdac54e','interview_1','interview','active');
INSERT INTO "transcript" VALUES(2,'33a73303-d799-42c6-8286-470a03d3586c','interview_2','interview','active');
CREATE TABLE turn (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	text INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	speaker INTEGER, 
	time VARCHAR, 
	CONSTRAINT fk_turn_text FOREIGN KEY(text) REFERENCES text_version (id), 
	CONSTRAINT fk_turn_speaker FOREIGN KEY(speaker) REFERENCES speaker (id)
);
INSERT INTO "turn" VALUES(1,1,1,4,16,1,NULL);
INSERT INTO "turn" VALUES(2,1,2,21,55,2,NULL);
INSERT INTO "turn" VALUES(3,1,3,60,67,1,NULL);
INSERT INTO "turn" VALUES(4,1,4,72,103,2,NULL);
INSERT INTO "turn" VALUES(5,1,5,108,115,1,NULL);
INSERT INTO "turn" VALUES(6,1,6,120,126,2,NULL);
INSERT INTO "turn" VALUES(7,1,7,131,139,2,NULL);
INSERT INTO "turn" VALUES(8,2,1,4,16,3,NULL);
INSERT INTO "turn" VALUES(9,2,2,21,56,4,NULL);
INSERT INTO "turn" VALUES(10,2,3,61,68,3,NULL);
INSERT INTO "turn" VALUES(11,2,4,73,104,4,NULL);
INSERT INTO "turn" VALUES(12,2,5,109,116,3,NULL);
INSERT INTO "turn" VALUES(13,2,6,121,127,4,NULL);
INSERT INTO "turn" VALUES(14,2,7,132,140,4,NULL);
CREATE TABLE unit (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	unit_set INTEGER NOT NULL, 
	text INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	in_frame BOOLEAN NOT NULL, 
	CONSTRAINT fk_unit_unit_set FOREIGN KEY(unit_set) REFERENCES unit_set (id), 
	CONSTRAINT fk_unit_text FOREIGN KEY(text) REFERENCES text_version (id)
);
INSERT INTO "unit" VALUES(1,1,1,1,4,16,0);
INSERT INTO "unit" VALUES(2,1,1,2,21,55,1);
INSERT INTO "unit" VALUES(3,1,1,3,60,67,0);
INSERT INTO "unit" VALUES(4,1,1,4,72,103,1);
INSERT INTO "unit" VALUES(5,1,1,5,108,115,0);
INSERT INTO "unit" VALUES(6,1,1,6,120,126,1);
INSERT INTO "unit" VALUES(7,1,1,7,131,139,1);
INSERT INTO "unit" VALUES(8,2,1,1,4,16,0);
INSERT INTO "unit" VALUES(9,2,1,2,21,37,1);
INSERT INTO "unit" VALUES(10,2,1,3,37,46,1);
INSERT INTO "unit" VALUES(11,2,1,4,46,55,1);
INSERT INTO "unit" VALUES(12,2,1,5,60,67,0);
INSERT INTO "unit" VALUES(13,2,1,6,72,80,1);
INSERT INTO "unit" VALUES(14,2,1,7,80,91,1);
INSERT INTO "unit" VALUES(15,2,1,8,91,103,1);
INSERT INTO "unit" VALUES(16,2,1,9,108,115,0);
INSERT INTO "unit" VALUES(17,2,1,10,120,123,1);
INSERT INTO "unit" VALUES(18,2,1,11,123,126,1);
INSERT INTO "unit" VALUES(19,2,1,12,131,139,1);
INSERT INTO "unit" VALUES(20,3,1,1,4,16,0);
INSERT INTO "unit" VALUES(21,3,1,2,21,55,1);
INSERT INTO "unit" VALUES(22,3,1,3,60,67,0);
INSERT INTO "unit" VALUES(23,3,1,4,72,103,1);
INSERT INTO "unit" VALUES(24,3,1,5,108,115,0);
INSERT INTO "unit" VALUES(25,3,1,6,120,126,1);
INSERT INTO "unit" VALUES(26,3,1,7,131,139,1);
INSERT INTO "unit" VALUES(27,1,2,1,4,16,0);
INSERT INTO "unit" VALUES(28,1,2,2,21,56,1);
INSERT INTO "unit" VALUES(29,1,2,3,61,68,0);
INSERT INTO "unit" VALUES(30,1,2,4,73,104,1);
INSERT INTO "unit" VALUES(31,1,2,5,109,116,0);
INSERT INTO "unit" VALUES(32,1,2,6,121,127,1);
INSERT INTO "unit" VALUES(33,1,2,7,132,140,1);
INSERT INTO "unit" VALUES(34,2,2,1,4,16,0);
INSERT INTO "unit" VALUES(35,2,2,2,21,37,1);
INSERT INTO "unit" VALUES(36,2,2,3,37,47,1);
INSERT INTO "unit" VALUES(37,2,2,4,47,56,1);
INSERT INTO "unit" VALUES(38,2,2,5,61,68,0);
INSERT INTO "unit" VALUES(39,2,2,6,73,81,1);
INSERT INTO "unit" VALUES(40,2,2,7,81,92,1);
INSERT INTO "unit" VALUES(41,2,2,8,92,104,1);
INSERT INTO "unit" VALUES(42,2,2,9,109,116,0);
INSERT INTO "unit" VALUES(43,2,2,10,121,124,1);
INSERT INTO "unit" VALUES(44,2,2,11,124,127,1);
INSERT INTO "unit" VALUES(45,2,2,12,132,140,1);
INSERT INTO "unit" VALUES(46,3,2,1,4,16,0);
INSERT INTO "unit" VALUES(47,3,2,2,21,56,1);
INSERT INTO "unit" VALUES(48,3,2,3,61,68,0);
INSERT INTO "unit" VALUES(49,3,2,4,73,104,1);
INSERT INTO "unit" VALUES(50,3,2,5,109,116,0);
INSERT INTO "unit" VALUES(51,3,2,6,121,127,1);
INSERT INTO "unit" VALUES(52,3,2,7,132,140,1);
CREATE TABLE unit_set (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	kind VARCHAR NOT NULL, 
	rule VARCHAR NOT NULL, 
	CONSTRAINT uq_unit_set_kind UNIQUE (kind, rule)
);
INSERT INTO "unit_set" VALUES(1,'turn','turn-1');
INSERT INTO "unit_set" VALUES(2,'sentence','sentence-1');
INSERT INTO "unit_set" VALUES(3,'paragraph','line-1');
CREATE INDEX ix_event_actor ON event (actor);
CREATE INDEX ix_text_version_transcript ON text_version (transcript);
CREATE INDEX ix_speaker_transcript ON speaker (transcript);
CREATE INDEX ix_code_version_version ON code_version (version);
CREATE INDEX ix_relation_version ON relation (version);
CREATE INDEX ix_turn_text ON turn (text);
CREATE INDEX ix_unit_text_unit_set ON unit (text, unit_set);
CREATE INDEX ix_reading_unit ON reading (unit);
CREATE INDEX ix_suggestion_run ON suggestion (run);
CREATE INDEX ix_suggestion_unit ON suggestion (unit);
CREATE INDEX ix_model_score_run ON model_score (run);
CREATE INDEX ix_coding_text ON coding (text);
CREATE INDEX ix_coding_round_coder ON coding (round, coder);
CREATE INDEX ix_shown_suggestion ON shown (suggestion);
CREATE INDEX ix_decision_suggestion ON decision (suggestion);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('setting',2);
INSERT INTO "sqlite_sequence" VALUES('unit_set',3);
INSERT INTO "sqlite_sequence" VALUES('codebook_version',3);
INSERT INTO "sqlite_sequence" VALUES('code',2);
INSERT INTO "sqlite_sequence" VALUES('code_version',3);
INSERT INTO "sqlite_sequence" VALUES('participant',2);
INSERT INTO "sqlite_sequence" VALUES('transcript',2);
INSERT INTO "sqlite_sequence" VALUES('text_version',2);
INSERT INTO "sqlite_sequence" VALUES('speaker',4);
INSERT INTO "sqlite_sequence" VALUES('turn',14);
INSERT INTO "sqlite_sequence" VALUES('unit',52);
INSERT INTO "sqlite_sequence" VALUES('coder',3);
INSERT INTO "sqlite_sequence" VALUES('round',2);
INSERT INTO "sqlite_sequence" VALUES('coding',4);
INSERT INTO "sqlite_sequence" VALUES('reading',35);
INSERT INTO "sqlite_sequence" VALUES('memo',1);
INSERT INTO "sqlite_sequence" VALUES('sample',1);
INSERT INTO "sqlite_sequence" VALUES('sampled_turn',4);
INSERT INTO "sqlite_sequence" VALUES('token_cache',2);
INSERT INTO "sqlite_sequence" VALUES('run',1);
INSERT INTO "sqlite_sequence" VALUES('model_score',18);
COMMIT;
