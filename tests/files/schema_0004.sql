BEGIN TRANSACTION;
CREATE TABLE adjudication (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uuid VARCHAR(36) NOT NULL, 
	round INTEGER NOT NULL, 
	unit INTEGER NOT NULL, 
	code INTEGER NOT NULL, 
	inputs JSON NOT NULL, 
	result VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	borders JSON NOT NULL, 
	flag BOOLEAN NOT NULL, 
	note TEXT NOT NULL, 
	panel INTEGER NOT NULL, 
	member INTEGER NOT NULL, 
	at VARCHAR NOT NULL, 
	CONSTRAINT uq_adjudication_round UNIQUE (round, unit, code), 
	CONSTRAINT uq_adjudication_uuid UNIQUE (uuid), 
	CONSTRAINT fk_adjudication_round FOREIGN KEY(round) REFERENCES round (id), 
	CONSTRAINT fk_adjudication_unit FOREIGN KEY(unit) REFERENCES unit (id), 
	CONSTRAINT fk_adjudication_code FOREIGN KEY(code) REFERENCES code (id), 
	CONSTRAINT fk_adjudication_panel FOREIGN KEY(panel) REFERENCES coder (id), 
	CONSTRAINT fk_adjudication_member FOREIGN KEY(member) REFERENCES coder (id)
);
INSERT INTO "adjudication" VALUES(1,'f7bcb166-1b48-4f8a-a22f-112b2871bbee',2,13,2,'{"yes": ["A"], "no": ["B"]}','yes','slip','[[47, 58]]',0,'',3,1,'2026-11-30T17:15:51.811+00:00');
INSERT INTO "adjudication" VALUES(2,'78dc3fbe-9a5c-48b9-9e6f-bc9490537faf',2,41,3,'{"yes": ["A"], "no": ["B"]}','yes','slip','[[48, 62]]',0,'',3,1,'2026-11-30T17:15:51.847+00:00');
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
INSERT INTO "alembic_version" VALUES('0004');
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
INSERT INTO "code" VALUES(1,'2acdc95e-e13a-460d-955b-626ea3984820','repair');
INSERT INTO "code" VALUES(2,'8b09149d-a14f-4ed1-82c3-e95042e07367','talk');
INSERT INTO "code" VALUES(3,'3cbfe4b0-dcd4-4383-86d9-88a9fd3fc640','help');
CREATE TABLE code_map (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	from_code INTEGER NOT NULL, 
	to_code INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT fk_code_map_from_code FOREIGN KEY(from_code) REFERENCES code (id), 
	CONSTRAINT fk_code_map_to_code FOREIGN KEY(to_code) REFERENCES code (id), 
	CONSTRAINT fk_code_map_version FOREIGN KEY(version) REFERENCES codebook_version (id)
);
INSERT INTO "code_map" VALUES(1,2,3,2);
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
INSERT INTO "code_version" VALUES(1,1,1,0,NULL,NULL,'category','{"zh": "修缮"}','{"zh": "说到修理房屋和设施的事。"}','[]','[]','[]','["漏水", "修"]','[]','','','2678011190dbece6679351f74971b37cf3b72bc12d70ea76e3abe10049ebb8b7');
INSERT INTO "code_version" VALUES(2,2,1,1,NULL,NULL,'category','{"zh": "门口议事"}','{"zh": "居民在门口商量事情。"}','[]','[]','[]','["门口", "碰头"]','[]','','','ba1bba5ca5b46a5054de463d7d7d26b663b13d431b5bd315af490dddac6281d5');
INSERT INTO "code_version" VALUES(3,3,1,2,NULL,NULL,'category','{"zh": "互助"}','{"zh": "邻里之间互相帮忙。"}','[]','[]','[]','["帮", "互助"]','[]','','','80537a5a291ee9cdd2c31721700aa8aee81d19a17a66945091c34b4f239d3549');
INSERT INTO "code_version" VALUES(4,1,2,0,NULL,NULL,'category','{"zh": "修缮"}','{"zh": "说到修理房屋和设施的事。"}','[]','[]','[]','["漏水", "修"]','[]','','','2678011190dbece6679351f74971b37cf3b72bc12d70ea76e3abe10049ebb8b7');
INSERT INTO "code_version" VALUES(5,3,2,1,NULL,NULL,'category','{"zh": "互助"}','{"zh": "邻里之间互相帮忙。"}','[]','[]','[]','["帮", "互助", "门口", "碰头"]','[]','','','80537a5a291ee9cdd2c31721700aa8aee81d19a17a66945091c34b4f239d3549');
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
INSERT INTO "codebook_version" VALUES(1,NULL,'ecf80fd12cfd9681ef526e37520b916cd20acf09b196d48d1bd3f1881a685d02',0,'{"zh": "小研究"}','[]','title: {zh: 小研究}
codes:
  - {id: repair, labels: {zh: 修缮}, definition: {zh: 说到修理房屋和设施的事。}, keywords: [漏水, 修]}
  - {id: talk, labels: {zh: 门口议事}, definition: {zh: 居民在门口商量事情。}, keywords: [门口, 碰头]}
  - {id: help, labels: {zh: 互助}, definition: {zh: 邻里之间互相帮忙。}, keywords: [帮, 互助]}
','2026-11-30T17:15:51.059+00:00');
INSERT INTO "codebook_version" VALUES(2,1,'76b6752ecd71038f8a750567c98170a2c9107ec14c3c8d87d1a62ad538c2661f',0,'{"zh": "小研究"}','[]','','2026-11-30T17:15:51.927+00:00');
CREATE TABLE coder (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uuid VARCHAR(36) NOT NULL, 
	name VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	members JSON NOT NULL, 
	CONSTRAINT uq_coder_uuid UNIQUE (uuid), 
	CONSTRAINT uq_coder_name UNIQUE (name)
);
INSERT INTO "coder" VALUES(1,'865c1c7b-ccff-4ae3-a66e-53ca513f9d2f','A','person','[]');
INSERT INTO "coder" VALUES(2,'83855131-0b46-44fe-aef9-c67e44581889','B','person','[]');
INSERT INTO "coder" VALUES(3,'a7d40655-1c78-4367-8e56-44b2a0fb03d3','A B','panel','["A", "B"]');
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
INSERT INTO "coding" VALUES(1,'ed246060-262f-4e39-b219-e658207f7ed9',1,1,1,14,24,1,1,'manual','unaided',NULL,'2026-11-30T17:15:51.488+00:00');
INSERT INTO "coding" VALUES(2,'c1b25441-46fc-4299-8dcb-c2ac4bdb66a6',1,2,1,14,24,1,1,'manual','unaided',NULL,'2026-11-30T17:15:51.504+00:00');
INSERT INTO "coding" VALUES(3,'09f19e54-ce6c-433a-a78c-e26751ef2e23',1,1,1,47,58,2,1,'manual','unaided',NULL,'2026-11-30T17:15:51.517+00:00');
INSERT INTO "coding" VALUES(4,'6f941b1e-46e0-47e0-ba88-48d039531b4c',1,1,2,48,62,3,1,'manual','unaided',NULL,'2026-11-30T17:15:51.536+00:00');
INSERT INTO "coding" VALUES(6,'6c0b1c52-7088-4c96-9699-ecc96f057887',2,3,1,14,24,1,1,'consensus','discussed',NULL,'2026-11-30T17:15:51.761+00:00');
INSERT INTO "coding" VALUES(7,'19d8972c-fd6b-4a15-86b7-bad4f4e90454',2,3,1,47,58,2,1,'consensus','discussed',NULL,'2026-11-30T17:15:51.815+00:00');
INSERT INTO "coding" VALUES(8,'686d637e-6796-4413-b09a-5e120fc7e71b',2,3,2,48,62,3,1,'consensus','discussed',NULL,'2026-11-30T17:15:51.868+00:00');
INSERT INTO "coding" VALUES(9,'0a5e1abc-22ed-4004-b410-09bf22773dcf',3,2,3,12,20,3,2,'imported','unknown',NULL,'2026-11-30T17:15:52.022+00:00');
INSERT INTO "coding" VALUES(10,'8df6a336-d35c-4fd3-99ba-76b086f1b384',3,1,3,340,347,3,2,'manual','unaided',NULL,'2026-11-30T17:16:16.279+00:00');
INSERT INTO "coding" VALUES(11,'b286fb95-1ae1-464c-b524-1c6142cc69b7',3,1,3,484,493,3,2,'manual','unaided',NULL,'2026-11-30T17:16:16.726+00:00');
INSERT INTO "coding" VALUES(12,'8f6afb7a-156b-4aaf-ba1a-1e9536eef353',3,1,3,236,244,3,2,'manual','unaided',NULL,'2026-11-30T17:16:17.302+00:00');
INSERT INTO "coding" VALUES(13,'73128ff8-6c87-4b83-9891-637065113ddb',3,1,3,51,61,3,2,'manual','unaided',NULL,'2026-11-30T17:16:17.699+00:00');
INSERT INTO "coding" VALUES(14,'116116b1-7fcb-4a0a-8963-74a6e9993151',3,1,3,155,165,3,2,'manual','unaided',NULL,'2026-11-30T17:16:18.334+00:00');
CREATE TABLE decision (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uuid VARCHAR(36) NOT NULL, 
	round INTEGER NOT NULL, 
	coder INTEGER NOT NULL, 
	suggestion INTEGER, 
	shown INTEGER, 
	unit INTEGER, 
	code INTEGER, 
	codebook INTEGER, 
	pick INTEGER, 
	act VARCHAR NOT NULL, 
	coding INTEGER, 
	ms INTEGER, 
	pick_probability FLOAT, 
	at VARCHAR NOT NULL, 
	CONSTRAINT uq_decision_uuid UNIQUE (uuid), 
	CONSTRAINT fk_decision_round FOREIGN KEY(round) REFERENCES round (id), 
	CONSTRAINT fk_decision_coder FOREIGN KEY(coder) REFERENCES coder (id), 
	CONSTRAINT fk_decision_suggestion FOREIGN KEY(suggestion) REFERENCES suggestion (id), 
	CONSTRAINT fk_decision_shown FOREIGN KEY(shown) REFERENCES shown (id), 
	CONSTRAINT fk_decision_unit FOREIGN KEY(unit) REFERENCES unit (id), 
	CONSTRAINT fk_decision_code FOREIGN KEY(code) REFERENCES code (id), 
	CONSTRAINT fk_decision_codebook FOREIGN KEY(codebook) REFERENCES codebook_version (id), 
	CONSTRAINT fk_decision_pick FOREIGN KEY(pick) REFERENCES pick (id)
);
INSERT INTO "decision" VALUES(1,'1f6697ed-89b9-42df-9e70-68c461948f78',3,1,4,1,104,3,2,1,'rejected',NULL,NULL,1.0,'2026-11-30T17:16:16.598+00:00');
INSERT INTO "decision" VALUES(2,'1459b9b9-0ab9-4861-871c-f4e56f26277a',3,1,6,2,116,1,2,4,'rejected',NULL,NULL,1.0,'2026-11-30T17:16:16.961+00:00');
INSERT INTO "decision" VALUES(3,'a424a968-008c-4df0-a9d6-d01fd939f887',3,1,2,3,92,3,2,5,'rejected',NULL,NULL,0.8,'2026-11-30T17:16:17.215+00:00');
INSERT INTO "decision" VALUES(4,'d30a5bdd-d9bd-488e-892a-4d0fac662154',3,1,3,4,98,1,2,12,'rejected',NULL,NULL,1.0,'2026-11-30T17:16:18.510+00:00');
INSERT INTO "decision" VALUES(5,'e9d8b4cf-289e-44a4-b9de-b0a4e387335e',3,1,7,5,119,3,2,13,'rejected',NULL,NULL,0.8,'2026-11-30T17:16:18.650+00:00');
CREATE TABLE embedding_cache (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	text INTEGER NOT NULL, 
	engine VARCHAR NOT NULL, 
	vectors BLOB NOT NULL, 
	CONSTRAINT uq_embedding_cache_text UNIQUE (text, engine), 
	CONSTRAINT fk_embedding_cache_text FOREIGN KEY(text) REFERENCES text_version (id)
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
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',1,'2026-11-30T17:15:51.091+00:00','','project.create',NULL,NULL,'0000000000000000000000000000000000000000000000000000000000000000','a3d2d748ff82a9875fd146d1e57087643397b76d38bb55aad6dcc9919ae34eaa','a948f9069fefb1ac4b159ca90710fa302265337cfdbf23db83ee0a9d1744e85d');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',2,'2026-11-30T17:15:51.193+00:00','','transcript.ingest',NULL,NULL,'a948f9069fefb1ac4b159ca90710fa302265337cfdbf23db83ee0a9d1744e85d','9059fb3938908e4cff38ffec5d2e159a9a586b9fbdc0b549d7e7ea40d790a7c8','45f141fb18573d71600e7eb4a05c27150c34b8881594376b5565c266233ec37c');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',3,'2026-11-30T17:15:51.216+00:00','','transcript.ingest',NULL,NULL,'45f141fb18573d71600e7eb4a05c27150c34b8881594376b5565c266233ec37c','dfbaa6740b79cce537c4ea868db5d7eccfdb9a653353cc1ec191d70167516525','a777c632182a1472a1e7de6282aaeb0f7641fe6f8b2cddb5458340ddc14d4797');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',4,'2026-11-30T17:15:51.233+00:00','','transcript.ingest',NULL,NULL,'a777c632182a1472a1e7de6282aaeb0f7641fe6f8b2cddb5458340ddc14d4797','2e3e6ca9a7ab6443d6bf779b4ff10adb0a7dc33f6219efaf454b463d48808cd5','24743910fefcb3d222d9f623ea6a4a3de351cf65ff7b25e1785005fdba30fd77');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',5,'2026-11-30T17:15:51.269+00:00','A','coder.add',NULL,NULL,'24743910fefcb3d222d9f623ea6a4a3de351cf65ff7b25e1785005fdba30fd77','75b732b5f0cb7ec517e2e7cd4ccf8cdb569fc5cf0a6ae76c5ad46eeac6bad0c1','a36c9dfb65357c4cb3a4eebe8cfbe251577e79604e2080fc5331b856860449a6');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',6,'2026-11-30T17:15:51.285+00:00','B','coder.add',NULL,NULL,'a36c9dfb65357c4cb3a4eebe8cfbe251577e79604e2080fc5331b856860449a6','2904466657862ea6ed5c416e1ce21efc0c49382d413cddd589dbc0730561d56d','936b8512de78cd455324ee0b62e00548d892968e495453d33d940df8ebcae4f8');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',7,'2026-11-30T17:15:51.465+00:00','','participant.import',NULL,NULL,'936b8512de78cd455324ee0b62e00548d892968e495453d33d940df8ebcae4f8','0554c97bc6c1cc8a211f54da0f65d6cf83af290c6d2bc5ae5ffc4f36c45045b6','319525c5a4fee9e56bc7702fd9b060306266766fd8c2651596c3a5b72f031a40');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',8,'2026-11-30T17:15:51.479+00:00','','round.open',1,NULL,'319525c5a4fee9e56bc7702fd9b060306266766fd8c2651596c3a5b72f031a40','76b9f480c533c29eb54159a3c3fc1a1702ef927f08a959c2731363fe3b382d76','4ac0ea167c29deb5f503621b8d6012362f9c47c0c024287d51cd4857405b5e4c');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',9,'2026-11-30T17:15:51.490+00:00','A','coding.add',1,NULL,'4ac0ea167c29deb5f503621b8d6012362f9c47c0c024287d51cd4857405b5e4c','4daf6536b9d25e02c6a044403080cdd7e3627b4e90687c570829289d79e569c7','32808d06ba222f8e0fff53bcc95054dd0d530567c6c220e840f48caf124839de');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',10,'2026-11-30T17:15:51.505+00:00','B','coding.add',1,NULL,'32808d06ba222f8e0fff53bcc95054dd0d530567c6c220e840f48caf124839de','1135b1a55574ff44ee43cc82f3f77dcbec93b1d069328dde5814f28bc687bbea','abf4d8b5f8d1b88f63ace4f988f2bc8e35e10b1a79d3aa9e28516600d227512f');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',11,'2026-11-30T17:15:51.518+00:00','A','coding.add',1,NULL,'abf4d8b5f8d1b88f63ace4f988f2bc8e35e10b1a79d3aa9e28516600d227512f','99fc94132f95227d970eb50d5b4035b68fa4ac9551190cf881db19934f796291','5779256537e4568b94e236854b8699fc439d2f6b94c21408eb31c1a6f70c1575');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',12,'2026-11-30T17:15:51.538+00:00','A','coding.add',1,NULL,'5779256537e4568b94e236854b8699fc439d2f6b94c21408eb31c1a6f70c1575','77c3569d367a0ef0bec7c08b3c49fd6093857cc49795164221301b71466ad4b5','e0f4d1baad213feac2a905b0e5bab1e9149c2a371a29e1d751a9a84d4508b3a4');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',13,'2026-11-30T17:15:51.552+00:00','B','coding.add',1,NULL,'e0f4d1baad213feac2a905b0e5bab1e9149c2a371a29e1d751a9a84d4508b3a4','e7af5bc30b8aa7a5eb4333175d5dd184f89cd21da2468d33d30f6785922c310b','8fc6147f3c4bb84a085f5bfcab32360f62ed8682c61ffae7b8edb3ab955ea05c');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',14,'2026-11-30T17:15:51.566+00:00','B','coding.remove',1,NULL,'8fc6147f3c4bb84a085f5bfcab32360f62ed8682c61ffae7b8edb3ab955ea05c','d9e13be9720b121e11267cb543a684893b9b9f11728785b35514e3f25945e8f6','2317140d7a00c550f6a62af034328d40839ef20337c581cc9cdc4e93350dd96c');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',15,'2026-11-30T17:15:51.613+00:00','A','coding.read',1,NULL,'2317140d7a00c550f6a62af034328d40839ef20337c581cc9cdc4e93350dd96c','877d94c2f854bab1f37907c727a2536e4546403f0b4a352b4cc5d9dee2857101','0eab9f1b69047229700f4f4347cc5f5e1c53f91550f5b99fa06180e74850a4ea');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',16,'2026-11-30T17:15:51.629+00:00','A','coding.read',1,NULL,'0eab9f1b69047229700f4f4347cc5f5e1c53f91550f5b99fa06180e74850a4ea','ac3ab2d0784c4ba1217469c51764ac0f9b55723873c1d866f65edad9651ac938','e2610efe1ce7249a5be5995bac52df247ecbeb8c7bd57b869499a8fb235fdd6a');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',17,'2026-11-30T17:15:51.649+00:00','B','coding.read',1,NULL,'e2610efe1ce7249a5be5995bac52df247ecbeb8c7bd57b869499a8fb235fdd6a','c14c958f995af9c1011518b3ee7ddb4cfde059053e3025663bed281c2ed3422e','ad2ab95899165c33d02309126c7ce459f36267045626df3a7ff4c187a2078a86');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',18,'2026-11-30T17:15:51.671+00:00','B','coding.read',1,NULL,'ad2ab95899165c33d02309126c7ce459f36267045626df3a7ff4c187a2078a86','1c76a06e0314eab9ef72c0ca0265f21628994312effebb336c91b72108b54a33','51b0cff8d8a559510eef71346cf787c48edbefdf9422b652f1f4f156d26c2286');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',19,'2026-11-30T17:15:51.687+00:00','A','memo.add',NULL,NULL,'51b0cff8d8a559510eef71346cf787c48edbefdf9422b652f1f4f156d26c2286','abc48788802c2c74bd42ffaf66b7cf45d11d55b534b9b67fed0f93ad0d8922d6','a7165bbdd1a73055a0b8af71de2ef0ca7bbd81107c493cf94300e5ba80ede63f');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',20,'2026-11-30T17:15:51.701+00:00','A','memo.add',NULL,NULL,'a7165bbdd1a73055a0b8af71de2ef0ca7bbd81107c493cf94300e5ba80ede63f','0593ed0f84625ae881990074f15f075cec2a17d40cb5d5a70c34dc32bc329290','af05043bba68b5e5978569b5bfa1371532eabbc00f6e4bedd4e0fe3dee546212');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',21,'2026-11-30T17:15:51.710+00:00','A','memo.change',NULL,NULL,'af05043bba68b5e5978569b5bfa1371532eabbc00f6e4bedd4e0fe3dee546212','de7fa63cf8724ae139d5f7647e2c0241c745da6b23c79c7022d45b78bfafd919','c80bb0e4739172ebfb0ba000ded5938361a5741963345c683d788a7de2de84f8');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',22,'2026-11-30T17:15:51.731+00:00','','round.close',1,NULL,'c80bb0e4739172ebfb0ba000ded5938361a5741963345c683d788a7de2de84f8','b1cfc1bcd499184d4f0b1ff8e9ab410d5078933b0f8431b2af3dc5ada8d39816','5a7db422465c59b1e1b27fd6f677694b9cb090409378f9e4d902523f906fc5a7');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',23,'2026-11-30T17:15:51.768+00:00','','adjudication.open',2,NULL,'5a7db422465c59b1e1b27fd6f677694b9cb090409378f9e4d902523f906fc5a7','12eb013288ef72cdd1d666c4d983e63bd8b75330710fd3b2181bc84081269383','65e91131f8073f320b5c83157448ff017ef9c4f0c3a12b8653b6f9db763ab94e');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',24,'2026-11-30T17:15:51.829+00:00','A','adjudication.decide',2,NULL,'65e91131f8073f320b5c83157448ff017ef9c4f0c3a12b8653b6f9db763ab94e','25657f9c6f0893a749320137eab5725aa37833ae9ca883c197e9587a0eca32a5','eb1fd9d96afd7e1b73ca7af675040eccf55c27184a7d542ce6e05bff35a9feaf');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',25,'2026-11-30T17:15:51.871+00:00','A','adjudication.decide',2,NULL,'eb1fd9d96afd7e1b73ca7af675040eccf55c27184a7d542ce6e05bff35a9feaf','eb77982900d5c7259b9984d6e4e5b91d044d2a7ba5ecda26514245a94f55a2e9','9e99ab3e472b8910312f2d5ada81c48fa276609950b97ed66d4f0c7072ab8319');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',26,'2026-11-30T17:15:51.932+00:00','','codebook.merge',NULL,NULL,'9e99ab3e472b8910312f2d5ada81c48fa276609950b97ed66d4f0c7072ab8319','07bd29e5d5004e85f90c0b225ca506acd95850ec13e2eb10da7d54f2afba2126','a18e8015656ece431fa054a3059e2c7ef5b3b12ef6d1fbbbad1166a42bad5d4a');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',27,'2026-11-30T17:15:51.945+00:00','','round.open',3,NULL,'a18e8015656ece431fa054a3059e2c7ef5b3b12ef6d1fbbbad1166a42bad5d4a','84c8eaf6fcdba9de82e87d49508b7d452ddf9c3e4dc6c7b56e2917a1ea7d0aa4','8de1675cd0b82f09ba37ee708d0ef76b8ff0f77ccad038ac64c2ab402046f47b');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',28,'2026-11-30T17:15:51.979+00:00','','bracket.cut',NULL,NULL,'8de1675cd0b82f09ba37ee708d0ef76b8ff0f77ccad038ac64c2ab402046f47b','6dcb2983fdf205f3a847a31489ff318453c387d718f86e38e99ae3512326527a','308ec5db3038d5df43d96ed23bc718a21b3e378f4bfdb83f3dd97627ec1e9be8');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',29,'2026-11-30T17:15:51.983+00:00','','bracket.set',NULL,NULL,'308ec5db3038d5df43d96ed23bc718a21b3e378f4bfdb83f3dd97627ec1e9be8','32b2ba9ff657aa2b4cb2f348fe7e73366ae0c4f64e1fe3ab955cea79093e8040','bd5eefa3329de5f355a51eabbbfce2a6d9a0f5be388db66ba11dd946fa7152bf');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',30,'2026-11-30T17:15:52.077+00:00','','code.import',NULL,NULL,'bd5eefa3329de5f355a51eabbbfce2a6d9a0f5be388db66ba11dd946fa7152bf','4f496ee07d2001e76e3410dc64cc2087c2c232b8f1c1d6e22107e813b1f698d8','237aed0d7f5ab36689242b746e2b55000d5e1ecb7cdede893e6a2c4e11e8f1c6');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',31,'2026-11-30T17:15:55.360+00:00','','sample.draw',NULL,NULL,'237aed0d7f5ab36689242b746e2b55000d5e1ecb7cdede893e6a2c4e11e8f1c6','b8848deaa454e17ce757c71b5a6fcca921d7aa85a1ccf0f62a7960bbe6ae74b1','226dba4547d39e8858f5e91997d2713d43fabd83a225fb077f65ad68f0592bd1');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',32,'2026-11-30T17:16:16.142+00:00','','suggestion.run',NULL,NULL,'226dba4547d39e8858f5e91997d2713d43fabd83a225fb077f65ad68f0592bd1','52dab33453340b6f739440fd52a4f40cb8fb6937e4ed01ad6514d5d0b5a98705','2163b7f95a91d92fa02aa8044932c3d7d8333f0fc3253f00b35cacf3ebd54481');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',33,'2026-11-30T17:16:16.285+00:00','A','coding.add',3,NULL,'2163b7f95a91d92fa02aa8044932c3d7d8333f0fc3253f00b35cacf3ebd54481','6645de9377668ff3cdee465b6e326b337b7d0a09024795ead25e873aa752c0a8','de6df164b63b0f605b61952c712d57caa08af7e93a32c7f209e8410059bde828');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',34,'2026-11-30T17:16:16.413+00:00','A','pick.batch',3,NULL,'de6df164b63b0f605b61952c712d57caa08af7e93a32c7f209e8410059bde828','c6f273da9627f26fc5e2c3121609d43fa2dc6fe4cdf5319592778604f1523568','8bedeb323de13d31d2e289b1263f80cd2ccf6cd8668d862a8a96a3d0db8aa550');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',35,'2026-11-30T17:16:16.505+00:00','A','card.answered',3,NULL,'8bedeb323de13d31d2e289b1263f80cd2ccf6cd8668d862a8a96a3d0db8aa550','c4d3cab0b353ec182f7eab77a4ccdccb9b1a6ef5d3ac8f206e725b26f7bc0ed8','965ab3cd8f305b4ccfb90e77eca90684d54422e1d90ee395fef6035bf0692051');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',36,'2026-11-30T17:16:16.550+00:00','A','suggestion.show',3,NULL,'965ab3cd8f305b4ccfb90e77eca90684d54422e1d90ee395fef6035bf0692051','97eb90b42ac0a74ba6b18c32f4b4b0b1fee19292e9ae4bf56ff2e27c1cf7648a','65d3a0777361b10d31b24db86f57ecd3aaf244d7cb3776be0016b8e4ea95f025');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',37,'2026-11-30T17:16:16.606+00:00','A','card.finished',3,NULL,'65d3a0777361b10d31b24db86f57ecd3aaf244d7cb3776be0016b8e4ea95f025','723bb4f6079ee1ca0923d64e297b253982f3b5c2d6db995fb34dacbe8a956686','11cda764496cbc44187d1269ff92d2df3d12528b066f8370687ec9fb77687432');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',38,'2026-11-30T17:16:16.649+00:00','A','card.answered',3,NULL,'11cda764496cbc44187d1269ff92d2df3d12528b066f8370687ec9fb77687432','eb0ab2ffdf423fc74b3d7e1712b517f6b718a36267e25ab253bb6ea0126f11fb','7e17318bc386e7e4a2ae3721a623374b39df7c8bcb0af99d3d0c5022c0d7b80a');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',39,'2026-11-30T17:16:16.740+00:00','A','card.answered',3,NULL,'7e17318bc386e7e4a2ae3721a623374b39df7c8bcb0af99d3d0c5022c0d7b80a','f92631c26257adba4a4fccdfc8ea0699b9c59c73f183e5181e6d26de270e1976','6637a3f4bdd7e24ff62727344febc718932899ade7ddbeebf5da70d1e58fe6de');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',40,'2026-11-30T17:16:16.842+00:00','A','card.answered',3,NULL,'6637a3f4bdd7e24ff62727344febc718932899ade7ddbeebf5da70d1e58fe6de','c66d747572e7a376fcf1d17a608a4a63329c305753e33678828f2e49a84543be','344f0c9eeedbc472fd729c0e0967155466ef4b6e75b56d27cbff064914b54424');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',41,'2026-11-30T17:16:16.902+00:00','A','suggestion.show',3,NULL,'344f0c9eeedbc472fd729c0e0967155466ef4b6e75b56d27cbff064914b54424','cf0156ebc928f0d1990905802b7300c40bc26ecaf81d8e8b27e7559546e5f884','5646b81599d30a9d8ac1867c95dafb3e9283f78611fefe99184ffa75af2641f6');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',42,'2026-11-30T17:16:16.967+00:00','A','card.finished',3,NULL,'5646b81599d30a9d8ac1867c95dafb3e9283f78611fefe99184ffa75af2641f6','2af6bff3666fcfaa611285be6cb5386c6178d003edaf987797834945b6d90668','e5793ecbeba5bf9b7e1fbaa4c4e4f2c2dd795b9a4ed8e50d4ac87add3bcb5c72');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',43,'2026-11-30T17:16:17.040+00:00','A','card.answered',3,NULL,'e5793ecbeba5bf9b7e1fbaa4c4e4f2c2dd795b9a4ed8e50d4ac87add3bcb5c72','0a91cde01e0ff0f6172bb5044e181ba4214794aedc8230d4174ce09bd475778f','c4e7ee6d17fb96d4d9a75299cd37664c0f6106a2c5a7211161fe7e6f25224a3c');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',44,'2026-11-30T17:16:17.124+00:00','A','suggestion.show',3,NULL,'c4e7ee6d17fb96d4d9a75299cd37664c0f6106a2c5a7211161fe7e6f25224a3c','5bd0f3a104c64e0bebf4ae96ad5f8258057903d7959288d40dd4bbc8d0dd3b88','592b8f2d2e4a4ce267a78bff921f39112298042e5e4cb7aee489921dd9195bb4');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',45,'2026-11-30T17:16:17.226+00:00','A','card.finished',3,NULL,'592b8f2d2e4a4ce267a78bff921f39112298042e5e4cb7aee489921dd9195bb4','e0a9791c318a5a6f7054dc6fd3260d114376efd651bc6415024b4522e1ac43ab','13e75dd8824e53b15e03cda65405a440ef82bf5083498888f7281a95ca57b262');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',46,'2026-11-30T17:16:17.315+00:00','A','card.answered',3,NULL,'13e75dd8824e53b15e03cda65405a440ef82bf5083498888f7281a95ca57b262','46908a9c2d13b83596e0716fcf481636cfbf740f210f7dd4b51eb7642085b133','acd733c0c9e2b02554f807ac279f553fddec9ac43e464f83934a92f9577610b5');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',47,'2026-11-30T17:16:17.483+00:00','A','card.answered',3,NULL,'acd733c0c9e2b02554f807ac279f553fddec9ac43e464f83934a92f9577610b5','c2afab54e9be420b607b117d108a270dbf19d6775e29b0b577fba263c72da03d','d5b6ec9aa143d7fe34504408981eba568df360a2fb1239e0cd82a4330c8f82e5');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',48,'2026-11-30T17:16:17.618+00:00','A','card.answered',3,NULL,'d5b6ec9aa143d7fe34504408981eba568df360a2fb1239e0cd82a4330c8f82e5','f19d78f2eb8e1ff9a30d79aadf99dfbce6ee043fcb01f11aedfff2cedeb5d321','bad0dcdd2bad3bebb8ff18ebebd6a51f025ed1ccff4e3d5030311200615bf1ff');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',49,'2026-11-30T17:16:17.710+00:00','A','card.answered',3,NULL,'bad0dcdd2bad3bebb8ff18ebebd6a51f025ed1ccff4e3d5030311200615bf1ff','227b1d1d6ca64e5c7e2d15d1e0b93207309ad1b79503e3267560256667e302c8','26d1140cd5c3f58d8528e1d6378dcbb76f0a36c2b5b7c7985a3f29c186bd0fc0');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',50,'2026-11-30T17:16:17.895+00:00','A','card.answered',3,NULL,'26d1140cd5c3f58d8528e1d6378dcbb76f0a36c2b5b7c7985a3f29c186bd0fc0','a894a5bb574627ed96d12b60822b53cfa4e78192d6cfc3d1ee9c84c53a4ad830','7503d3ffe91b7aa4e998af8239f66ad3818a44b6c422b39783e4a9e2c654967c');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',51,'2026-11-30T17:16:18.028+00:00','A','card.answered',3,NULL,'7503d3ffe91b7aa4e998af8239f66ad3818a44b6c422b39783e4a9e2c654967c','68f0b880f4108e1ee4f53097172440bf23dcd08371bf6b3c908bfc583f24b2f8','5f465444ab833b63408d425d95d024249cbdded939683bab29f6efd947e74b7d');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',52,'2026-11-30T17:16:18.350+00:00','A','card.answered',3,NULL,'5f465444ab833b63408d425d95d024249cbdded939683bab29f6efd947e74b7d','eb0e577aad27d0184cb2cf320f4c4899a6fb6e5a041b4fbd454e5994273755ea','0bbcb479c4e049310bea18597574c0f431b65cc1f1a210bc8454910a739ce2d8');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',53,'2026-11-30T17:16:18.439+00:00','A','suggestion.show',3,NULL,'0bbcb479c4e049310bea18597574c0f431b65cc1f1a210bc8454910a739ce2d8','898d1c7a7156a205d85062cbd7bcff33b95d0214460151b4bbb9502c4ecd6287','e080b7270d181f78a1955b5d39da26a213103492fe818ae34c7fdac160f66abb');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',54,'2026-11-30T17:16:18.528+00:00','A','card.finished',3,NULL,'e080b7270d181f78a1955b5d39da26a213103492fe818ae34c7fdac160f66abb','67ca158fdb848e8545cafc7658cbf7f1c01d7b2c13a4f266dc11a393b995fc6e','777945ad2b64101cb5ff940f1927462e7476d73fec2bffa27e81127785197748');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',55,'2026-11-30T17:16:18.595+00:00','A','card.answered',3,NULL,'777945ad2b64101cb5ff940f1927462e7476d73fec2bffa27e81127785197748','702ecea8dc78e8e71ec5bb7b901435ba115b66450bb23beea00a79bf18d42534','68aca9f4bbb47f4bdc4b832390400b556a2493686098651fce3e568d94a9553e');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',56,'2026-11-30T17:16:18.621+00:00','A','suggestion.show',3,NULL,'68aca9f4bbb47f4bdc4b832390400b556a2493686098651fce3e568d94a9553e','80e4b2a5af8f7f94d99c5193dc986c7de52d71c3e9fd6f23215c5b2ef3a7246d','ae7411ca3fd23a84e1fa3f7e0d3019ea0de681142f390f7c46971b14f3ade85d');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',57,'2026-11-30T17:16:18.653+00:00','A','card.finished',3,NULL,'ae7411ca3fd23a84e1fa3f7e0d3019ea0de681142f390f7c46971b14f3ade85d','1a1bdf7e04944f167313c36d48a4d8bb3842377cd7002f523709c8911bf5d888','a2403c7f7a4c08b47a95e5c337b54ca31b31ad019406f0dbf09e185728d39f15');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',58,'2026-11-30T17:16:18.686+00:00','A','card.answered',3,NULL,'a2403c7f7a4c08b47a95e5c337b54ca31b31ad019406f0dbf09e185728d39f15','19da5e9aba9bd49096fbb0ea9415c7e6d7725be99d3f37d558bd7c9490389e6f','a7a53a373158e0726eb633c0cbf592555e1ccab65724ccc50166a608acf6a31d');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',59,'2026-11-30T17:16:18.756+00:00','A','coding.add',3,NULL,'a7a53a373158e0726eb633c0cbf592555e1ccab65724ccc50166a608acf6a31d','2bd838df92ad875c595cd348856f07fb26e89be917dbb2c7af4b8ffc91407141','cb23e78b0404528157cffd98ca73597e5fe683f29897f510c48802acb07db5bd');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',60,'2026-11-30T17:16:18.779+00:00','A','undo',3,59,'cb23e78b0404528157cffd98ca73597e5fe683f29897f510c48802acb07db5bd','bb1b6a948b0c54a2c5e896fa84e2ade2dd1e04013085dbdfe721999e4d074665','5bf31956cc14171b1c448ba0bb528a8269bc049658a7c2a53496074a50e027ba');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',61,'2026-11-30T17:16:18.798+00:00','A','redo',3,60,'5bf31956cc14171b1c448ba0bb528a8269bc049658a7c2a53496074a50e027ba','9db5c5756d40a041099e3d01cf771c0857fbfb0264596411d45d231bc87b56fb','b5e4d0d0d10b5eb4ae19fd2f2e616d006e1e6ae89b6932fbb2d74d4afeda0b59');
INSERT INTO "event" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',62,'2026-11-30T17:16:18.810+00:00','A','undo',3,61,'b5e4d0d0d10b5eb4ae19fd2f2e616d006e1e6ae89b6932fbb2d74d4afeda0b59','fa895d4816ce9b2661b4a1d40a95d810b49b79d2cb0d3962c0ff7c405f4e18d1','976055d0f8c3c94618e82b4a75df6c1702e881c9c3ab6f089225e9f949ac8006');
CREATE TABLE first_answer (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uuid VARCHAR(36) NOT NULL, 
	round INTEGER NOT NULL, 
	coder INTEGER NOT NULL, 
	unit INTEGER NOT NULL, 
	pick INTEGER, 
	codes JSON NOT NULL, 
	codebook INTEGER NOT NULL, 
	ms INTEGER, 
	at VARCHAR NOT NULL, 
	CONSTRAINT uq_first_answer_uuid UNIQUE (uuid), 
	CONSTRAINT fk_first_answer_round FOREIGN KEY(round) REFERENCES round (id), 
	CONSTRAINT fk_first_answer_coder FOREIGN KEY(coder) REFERENCES coder (id), 
	CONSTRAINT fk_first_answer_unit FOREIGN KEY(unit) REFERENCES unit (id), 
	CONSTRAINT fk_first_answer_pick FOREIGN KEY(pick) REFERENCES pick (id), 
	CONSTRAINT fk_first_answer_codebook FOREIGN KEY(codebook) REFERENCES codebook_version (id)
);
INSERT INTO "first_answer" VALUES(1,'084e16eb-4005-4df9-ac48-be4168724440',3,1,104,1,'[]',2,NULL,'2026-11-30T17:16:16.503+00:00');
INSERT INTO "first_answer" VALUES(2,'eac0ac53-8cb5-44ea-acf9-87ecaca575bf',3,1,125,2,'[]',2,NULL,'2026-11-30T17:16:16.648+00:00');
INSERT INTO "first_answer" VALUES(3,'8c9484d4-cd1b-4cf1-be61-acb96081e03e',3,1,126,3,'["help"]',2,NULL,'2026-11-30T17:16:16.736+00:00');
INSERT INTO "first_answer" VALUES(4,'aa21684c-9789-4cb5-bf3c-1fb4484456d9',3,1,116,4,'[]',2,NULL,'2026-11-30T17:16:16.841+00:00');
INSERT INTO "first_answer" VALUES(5,'58da88d2-de28-41ff-b65a-02967b496275',3,1,92,5,'[]',2,NULL,'2026-11-30T17:16:17.032+00:00');
INSERT INTO "first_answer" VALUES(6,'3d1b6d80-65be-4102-9a7a-4aabeef24775',3,1,105,6,'["help"]',2,NULL,'2026-11-30T17:16:17.314+00:00');
INSERT INTO "first_answer" VALUES(7,'a165bc07-72f7-4c63-8c2a-3329afd13d0b',3,1,122,7,'[]',2,NULL,'2026-11-30T17:16:17.482+00:00');
INSERT INTO "first_answer" VALUES(8,'c703a5ff-5bcb-4c8a-b18c-38a5900f1f76',3,1,99,8,'[]',2,NULL,'2026-11-30T17:16:17.617+00:00');
INSERT INTO "first_answer" VALUES(9,'88e4d93c-08bc-4144-9529-d9c6921767b8',3,1,89,9,'["help"]',2,NULL,'2026-11-30T17:16:17.708+00:00');
INSERT INTO "first_answer" VALUES(10,'93a086b4-af6a-4a0c-b793-91704f6c4110',3,1,90,10,'[]',2,NULL,'2026-11-30T17:16:17.893+00:00');
INSERT INTO "first_answer" VALUES(11,'3a55949b-40e9-42a3-b997-58ffb86528a6',3,1,93,11,'[]',2,NULL,'2026-11-30T17:16:18.018+00:00');
INSERT INTO "first_answer" VALUES(12,'6e113d3e-ac44-4654-baa0-37b9b89741a4',3,1,98,12,'["help"]',2,NULL,'2026-11-30T17:16:18.348+00:00');
INSERT INTO "first_answer" VALUES(13,'21457748-a784-48f7-b0a8-e5b82539ab41',3,1,119,13,'[]',2,NULL,'2026-11-30T17:16:18.594+00:00');
INSERT INTO "first_answer" VALUES(14,'4f1d0a70-9172-48b4-ae3d-2a4575a40aec',3,1,117,14,'[]',2,NULL,'2026-11-30T17:16:18.685+00:00');
CREATE TABLE memo (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uuid VARCHAR(36) NOT NULL, 
	coder INTEGER NOT NULL, 
	target_kind VARCHAR NOT NULL, 
	target VARCHAR NOT NULL, 
	text TEXT NOT NULL, 
	created VARCHAR NOT NULL, 
	changed VARCHAR, 
	CONSTRAINT uq_memo_uuid UNIQUE (uuid), 
	CONSTRAINT fk_memo_coder FOREIGN KEY(coder) REFERENCES coder (id)
);
INSERT INTO "memo" VALUES(1,'9bc53a86-b5b8-40bc-8e72-81eb0f21ded6',1,'project','','𠮷 👨‍👩‍👧 想到的','2026-11-30T17:15:51.681+00:00',NULL);
INSERT INTO "memo" VALUES(2,'8310f4af-ee93-4724-aefa-342f5a491413',1,'coding','6f941b1e-46e0-47e0-ba88-48d039531b4c','这里是关键，再想想','2026-11-30T17:15:51.694+00:00','2026-11-30T17:15:51.708+00:00');
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
INSERT INTO "participant" VALUES(4,'赵某','楼长','','骨干','{"age": "60"}','{}');
INSERT INTO "participant" VALUES(5,'钱某','居民','','居民','{}','{}');
INSERT INTO "participant" VALUES(6,'孙某','居民','','居民','{"age": "41"}','{}');
CREATE TABLE payload (
	replica VARCHAR(36) NOT NULL, 
	seq INTEGER NOT NULL, 
	salt VARCHAR(32) NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_payload PRIMARY KEY (replica, seq)
);
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',1,'70fa9346e8547db6c89e7d1b51d4048c','{"bulk":[],"changes":[["insert","setting",{"id":1,"name":"replica","value":"31e62448-920b-4e41-b8c5-be831a7a8b49"}],["insert","unit_set",{"id":1,"kind":"turn","rule":"turn-1"}],["insert","unit_set",{"id":2,"kind":"sentence","rule":"sentence-1"}],["insert","unit_set",{"id":3,"kind":"paragraph","rule":"line-1"}],["insert","setting",{"id":2,"name":"language","value":"zh"}],["insert","codebook_version",{"created":"2026-11-30T17:15:51.059+00:00","frozen":false,"groups":[],"id":1,"parent":null,"semantic_hash":"ecf80fd12cfd9681ef526e37520b916cd20acf09b196d48d1bd3f1881a685d02","source":"title: {zh: 小研究}\ncodes:\n  - {id: repair, labels: {zh: 修缮}, definition: {zh: 说到修理房屋和设施的事。}, keywords: [漏水, 修]}\n  - {id: talk, labels: {zh: 门口议事}, definition: {zh: 居民在门口商量事情。}, keywords: [门口, 碰头]}\n  - {id: help, labels: {zh: 互助}, definition: {zh: 邻里之间互相帮忙。}, keywords: [帮, 互助]}\n","title":{"zh":"小研究"}}],["insert","code",{"id":1,"name":"repair","uuid":"2acdc95e-e13a-460d-955b-626ea3984820"}],["insert","code",{"id":2,"name":"talk","uuid":"8b09149d-a14f-4ed1-82c3-e95042e07367"}],["insert","code",{"id":3,"name":"help","uuid":"3cbfe4b0-dcd4-4383-86d9-88a9fd3fc640"}],["insert","code_version",{"code":1,"colour":"","definition":{"zh":"说到修理房屋和设施的事。"},"examples":[],"exclude":[],"group":null,"id":1,"include":[],"key":"","keywords":["漏水","修"],"labels":{"zh":"修缮"},"level":"category","parent":null,"patterns":[],"position":0,"semantic_hash":"2678011190dbece6679351f74971b37cf3b72bc12d70ea76e3abe10049ebb8b7","version":1}],["insert","code_version",{"code":2,"colour":"","definition":{"zh":"居民在门口商量事情。"},"examples":[],"exclude":[],"group":null,"id":2,"include":[],"key":"","keywords":["门口","碰头"],"labels":{"zh":"门口议事"},"level":"category","parent":null,"patterns":[],"position":1,"semantic_hash":"ba1bba5ca5b46a5054de463d7d7d26b663b13d431b5bd315af490dddac6281d5","version":1}],["insert","code_version",{"code":3,"colour":"","definition":{"zh":"邻里之间互相帮忙。"},"examples":[],"exclude":[],"group":null,"id":3,"include":[],"key":"","keywords":["帮","互助"],"labels":{"zh":"互助"},"level":"category","parent":null,"patterns":[],"position":2,"semantic_hash":"80537a5a291ee9cdd2c31721700aa8aee81d19a17a66945091c34b4f239d3549","version":1}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',2,'021aa9a2bcbef6c82cb7a7f826c6ed38','{"bulk":[{"digest":"4a91e80e227c688bb4ed16d5fdbead25b2f53c1f8d9505ff982dbdcc319c1774","scope":{"text":1},"table":"turn"},{"digest":"bdd61a588aa7bdd24ba0036d03d00ce562e04cf67b5a0fcfeba37642fc7b3fc2","scope":{"text":1,"unit_set":1},"table":"unit"},{"digest":"eeb2583fe3616e7cbbeb046f9c1fa778d179e1b5c6036b5b33b3ef85d1ab7bdd","scope":{"text":1,"unit_set":2},"table":"unit"},{"digest":"56c5bd8aa77dcd92ded09f78b0f74593740765b8c2f41b6b40b91c2df98d91b1","scope":{"text":1,"unit_set":3},"table":"unit"}],"changes":[["insert","participant",{"attributes":{},"consent":{},"group":"","id":1,"letter":"","pseudonym":"稿1","role":""}],["insert","transcript",{"id":1,"kind":"interview","name":"稿1","status":"active","uuid":"e5129b6d-97b9-4c4c-a27e-eb18bec68706"}],["insert","text_version",{"created":"2026-11-30T17:15:51.172+00:00","id":1,"parent":null,"sha256":"f20b001ad552c36d3f1989b2fc1d6f86b336da9e8b1c15ec91677e9c41e4d66b","transcript":1}],["insert","speaker",{"asks":true,"id":1,"label":"访谈者","participant":null,"transcript":1}],["insert","speaker",{"asks":false,"id":2,"label":"受访者甲","participant":1,"transcript":1}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',3,'1961ef232ebe2ed8c5035ea4fac63de0','{"bulk":[{"digest":"cda9df6a6437257887c4d09b748dead31639e0e17f12999b049dbbb8308af755","scope":{"text":2},"table":"turn"},{"digest":"a6a04aa7f487c5c96dd3ee48737971f481c157d73a01270a7626bfaf0927eab8","scope":{"text":2,"unit_set":1},"table":"unit"},{"digest":"d175b587bfebe233e8efe8e13a5c4b7b64742f1a35de2d2a4d588c69e115c2b1","scope":{"text":2,"unit_set":2},"table":"unit"},{"digest":"550d0d96bd1710a5f64a5b883598baec10220c860e8d19bc8f13a68050fe846a","scope":{"text":2,"unit_set":3},"table":"unit"}],"changes":[["insert","participant",{"attributes":{},"consent":{},"group":"","id":2,"letter":"","pseudonym":"稿2","role":""}],["insert","transcript",{"id":2,"kind":"interview","name":"稿2","status":"active","uuid":"5fc158a9-91a0-4e7c-8fcd-d2a0d76ed2c0"}],["insert","text_version",{"created":"2026-11-30T17:15:51.213+00:00","id":2,"parent":null,"sha256":"ac27fefade0458d9e0918895a296c42e91f34e2369b8fdbd6bc32b1c95c61972","transcript":2}],["insert","speaker",{"asks":true,"id":3,"label":"访谈者","participant":null,"transcript":2}],["insert","speaker",{"asks":false,"id":4,"label":"受访者乙","participant":2,"transcript":2}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',4,'e6ad85c2a68a053ff0359f2aba08a374','{"bulk":[{"digest":"52437372d9d3dd901b909baf57e945a5087a48c0bcd79f5bcfde57ef805b59fa","scope":{"text":3},"table":"turn"},{"digest":"a0b1bc4341a33b15ae821cb7c9175e94a8153837a0b94762d7b463ced92a0368","scope":{"text":3,"unit_set":1},"table":"unit"},{"digest":"576e4fa7a056876835de49e7e4b54cb1ac72f784d85cad097bfb96f2d30b15d1","scope":{"text":3,"unit_set":2},"table":"unit"},{"digest":"da5dd1ac4af494bf6ba348d6c3ebf40995fcc015df800a4e4fefc8dd8a4829c6","scope":{"text":3,"unit_set":3},"table":"unit"}],"changes":[["insert","participant",{"attributes":{},"consent":{},"group":"","id":3,"letter":"","pseudonym":"稿3","role":""}],["insert","transcript",{"id":3,"kind":"interview","name":"稿3","status":"active","uuid":"786b19a5-98d1-44c8-b386-8c959434e472"}],["insert","text_version",{"created":"2026-11-30T17:15:51.229+00:00","id":3,"parent":null,"sha256":"e47da25ab665b3e6f7c178ecc41a8e7e97b0f364993598264772604d13c05738","transcript":3}],["insert","speaker",{"asks":true,"id":5,"label":"访谈者","participant":null,"transcript":3}],["insert","speaker",{"asks":false,"id":6,"label":"受访者丙","participant":3,"transcript":3}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',5,'019cfcbe5f936c4317b9b2745db98187','{"bulk":[],"changes":[["insert","coder",{"id":1,"kind":"person","members":[],"name":"A","uuid":"865c1c7b-ccff-4ae3-a66e-53ca513f9d2f"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',6,'3f2cc95452562202872c8069a6446a98','{"bulk":[],"changes":[["insert","coder",{"id":2,"kind":"person","members":[],"name":"B","uuid":"83855131-0b46-44fe-aef9-c67e44581889"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',7,'24d477c188dc539d26876488d121dd8c','{"bulk":[],"changes":[["insert","participant",{"attributes":{"age":"60"},"consent":{},"group":"骨干","id":4,"letter":"","pseudonym":"赵某","role":"楼长"}],["update","speaker",2,{"participant":1},{"participant":4}],["delete","participant",{"attributes":{},"consent":{},"group":"","id":1,"letter":"","pseudonym":"稿1","role":""}],["insert","participant",{"attributes":{},"consent":{},"group":"居民","id":5,"letter":"","pseudonym":"钱某","role":"居民"}],["update","speaker",4,{"participant":2},{"participant":5}],["delete","participant",{"attributes":{},"consent":{},"group":"","id":2,"letter":"","pseudonym":"稿2","role":""}],["insert","participant",{"attributes":{"age":"41"},"consent":{},"group":"居民","id":6,"letter":"","pseudonym":"孙某","role":"居民"}],["update","speaker",6,{"participant":3},{"participant":6}],["delete","participant",{"attributes":{},"consent":{},"group":"","id":3,"letter":"","pseudonym":"稿3","role":""}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',8,'f54d1985573809f13c42f95d62a9e386','{"bulk":[],"changes":[["insert","round",{"closed":null,"codebook":1,"coder":null,"hash":"","id":1,"kind":"independent","name":"R1","opened":"2026-11-30T17:15:51.477+00:00","source":null,"status":"open","unit_set":null,"uuid":"cdf70645-3858-484a-85ad-41c9d06c1987"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',9,'8b067b5f9be90cd428e779af3b708be3','{"bulk":[],"changes":[["insert","coding",{"code":1,"codebook":1,"coder":1,"created":"2026-11-30T17:15:51.488+00:00","derived_from":null,"end":24,"exposure":"unaided","id":1,"origin":"manual","round":1,"start":14,"text":1,"uuid":"ed246060-262f-4e39-b219-e658207f7ed9"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',10,'f9b65858b7a323c709eecc31353044d3','{"bulk":[],"changes":[["insert","coding",{"code":1,"codebook":1,"coder":2,"created":"2026-11-30T17:15:51.504+00:00","derived_from":null,"end":24,"exposure":"unaided","id":2,"origin":"manual","round":1,"start":14,"text":1,"uuid":"c1b25441-46fc-4299-8dcb-c2ac4bdb66a6"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',11,'5faa3005d273cbece35e66029f1c23d8','{"bulk":[],"changes":[["insert","coding",{"code":2,"codebook":1,"coder":1,"created":"2026-11-30T17:15:51.517+00:00","derived_from":null,"end":58,"exposure":"unaided","id":3,"origin":"manual","round":1,"start":47,"text":1,"uuid":"09f19e54-ce6c-433a-a78c-e26751ef2e23"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',12,'18223196a9eaf09bc74154fb38edf77c','{"bulk":[],"changes":[["insert","coding",{"code":3,"codebook":1,"coder":1,"created":"2026-11-30T17:15:51.536+00:00","derived_from":null,"end":62,"exposure":"unaided","id":4,"origin":"manual","round":1,"start":48,"text":2,"uuid":"6f941b1e-46e0-47e0-ba88-48d039531b4c"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',13,'45b4629127906c5d3a012490a178323b','{"bulk":[],"changes":[["insert","coding",{"code":3,"codebook":1,"coder":2,"created":"2026-11-30T17:15:51.550+00:00","derived_from":null,"end":95,"exposure":"unaided","id":5,"origin":"manual","round":1,"start":85,"text":2,"uuid":"7413fa40-d08c-4057-a8ef-04ad0e7538c7"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',14,'be30ae07107aac20b130c6d5129ef38f','{"bulk":[],"changes":[["delete","coding",{"code":3,"codebook":1,"coder":2,"created":"2026-11-30T17:15:51.550+00:00","derived_from":null,"end":95,"exposure":"unaided","id":5,"origin":"manual","round":1,"start":85,"text":2,"uuid":"7413fa40-d08c-4057-a8ef-04ad0e7538c7"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',15,'96e588457c68f5ef44dbc38a41699b14','{"bulk":[],"changes":[["insert","reading",{"codebook":1,"coder":1,"done_at":"2026-11-30T17:15:51.591+00:00","exposure":"unaided","id":1,"round":1,"unit":1}],["insert","reading",{"codebook":1,"coder":1,"done_at":"2026-11-30T17:15:51.591+00:00","exposure":"unaided","id":2,"round":1,"unit":2}],["insert","reading",{"codebook":1,"coder":1,"done_at":"2026-11-30T17:15:51.591+00:00","exposure":"unaided","id":3,"round":1,"unit":3}],["insert","reading",{"codebook":1,"coder":1,"done_at":"2026-11-30T17:15:51.591+00:00","exposure":"unaided","id":4,"round":1,"unit":4}],["insert","reading",{"codebook":1,"coder":1,"done_at":"2026-11-30T17:15:51.591+00:00","exposure":"unaided","id":5,"round":1,"unit":5}],["insert","reading",{"codebook":1,"coder":1,"done_at":"2026-11-30T17:15:51.591+00:00","exposure":"unaided","id":6,"round":1,"unit":6}],["insert","reading",{"codebook":1,"coder":1,"done_at":"2026-11-30T17:15:51.591+00:00","exposure":"unaided","id":7,"round":1,"unit":7}],["insert","reading",{"codebook":1,"coder":1,"done_at":"2026-11-30T17:15:51.591+00:00","exposure":"unaided","id":8,"round":1,"unit":8}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',16,'c7f94f8e6fb88163f6b6ab7527a07985','{"bulk":[],"changes":[["insert","reading",{"codebook":1,"coder":1,"done_at":"2026-11-30T17:15:51.628+00:00","exposure":"unaided","id":9,"round":1,"unit":29}],["insert","reading",{"codebook":1,"coder":1,"done_at":"2026-11-30T17:15:51.628+00:00","exposure":"unaided","id":10,"round":1,"unit":30}],["insert","reading",{"codebook":1,"coder":1,"done_at":"2026-11-30T17:15:51.628+00:00","exposure":"unaided","id":11,"round":1,"unit":31}],["insert","reading",{"codebook":1,"coder":1,"done_at":"2026-11-30T17:15:51.628+00:00","exposure":"unaided","id":12,"round":1,"unit":32}],["insert","reading",{"codebook":1,"coder":1,"done_at":"2026-11-30T17:15:51.628+00:00","exposure":"unaided","id":13,"round":1,"unit":33}],["insert","reading",{"codebook":1,"coder":1,"done_at":"2026-11-30T17:15:51.628+00:00","exposure":"unaided","id":14,"round":1,"unit":34}],["insert","reading",{"codebook":1,"coder":1,"done_at":"2026-11-30T17:15:51.628+00:00","exposure":"unaided","id":15,"round":1,"unit":35}],["insert","reading",{"codebook":1,"coder":1,"done_at":"2026-11-30T17:15:51.628+00:00","exposure":"unaided","id":16,"round":1,"unit":36}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',17,'5494359e8eadbb023dcf61d013cd1e68','{"bulk":[],"changes":[["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-30T17:15:51.647+00:00","exposure":"unaided","id":17,"round":1,"unit":1}],["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-30T17:15:51.647+00:00","exposure":"unaided","id":18,"round":1,"unit":2}],["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-30T17:15:51.648+00:00","exposure":"unaided","id":19,"round":1,"unit":3}],["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-30T17:15:51.648+00:00","exposure":"unaided","id":20,"round":1,"unit":4}],["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-30T17:15:51.648+00:00","exposure":"unaided","id":21,"round":1,"unit":5}],["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-30T17:15:51.648+00:00","exposure":"unaided","id":22,"round":1,"unit":6}],["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-30T17:15:51.648+00:00","exposure":"unaided","id":23,"round":1,"unit":7}],["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-30T17:15:51.648+00:00","exposure":"unaided","id":24,"round":1,"unit":8}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',18,'d4cf20b7920a8ad12026d7ef442d49bc','{"bulk":[],"changes":[["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-30T17:15:51.670+00:00","exposure":"unaided","id":25,"round":1,"unit":29}],["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-30T17:15:51.670+00:00","exposure":"unaided","id":26,"round":1,"unit":30}],["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-30T17:15:51.670+00:00","exposure":"unaided","id":27,"round":1,"unit":31}],["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-30T17:15:51.670+00:00","exposure":"unaided","id":28,"round":1,"unit":32}],["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-30T17:15:51.670+00:00","exposure":"unaided","id":29,"round":1,"unit":33}],["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-30T17:15:51.670+00:00","exposure":"unaided","id":30,"round":1,"unit":34}],["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-30T17:15:51.670+00:00","exposure":"unaided","id":31,"round":1,"unit":35}],["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-30T17:15:51.670+00:00","exposure":"unaided","id":32,"round":1,"unit":36}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',19,'f8864f1c17d76daed42743635691eff8','{"bulk":[],"changes":[["insert","memo",{"changed":null,"coder":1,"created":"2026-11-30T17:15:51.681+00:00","id":1,"target":"","target_kind":"project","text":"𠮷 👨‍👩‍👧 想到的","uuid":"9bc53a86-b5b8-40bc-8e72-81eb0f21ded6"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',20,'0e1105a378cd269f6ef15b66ffe92e16','{"bulk":[],"changes":[["insert","memo",{"changed":null,"coder":1,"created":"2026-11-30T17:15:51.694+00:00","id":2,"target":"6f941b1e-46e0-47e0-ba88-48d039531b4c","target_kind":"coding","text":"这里是关键","uuid":"8310f4af-ee93-4724-aefa-342f5a491413"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',21,'b7fe38c98b2729aec1b5761571a33646','{"bulk":[],"changes":[["update","memo",2,{"changed":null,"text":"这里是关键"},{"changed":"2026-11-30T17:15:51.708+00:00","text":"这里是关键，再想想"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',22,'e0be4ef41300f8800e8ddbe9e2b0b457','{"bulk":[],"changes":[["update","round",1,{"closed":null,"codebook":1,"hash":"","status":"open"},{"closed":"2026-11-30T17:15:51.729+00:00","codebook":1,"hash":"e4a0b5ddb2e3a1dba807aad997a76b9de11ab5834d418e8b8bf48ae02e6d10f3","status":"closed"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',23,'6af8b98f87ca4b2441706e6472ec3a24','{"bulk":[],"changes":[["insert","coder",{"id":3,"kind":"panel","members":["A","B"],"name":"A B","uuid":"a7d40655-1c78-4367-8e56-44b2a0fb03d3"}],["insert","round",{"closed":null,"codebook":1,"coder":3,"hash":"","id":2,"kind":"consensus","name":"R2","opened":"2026-11-30T17:15:51.741+00:00","source":1,"status":"open","unit_set":2,"uuid":"2532b6ab-50f0-450a-be80-970318e6cd7d"}],["insert","coding",{"code":1,"codebook":1,"coder":3,"created":"2026-11-30T17:15:51.761+00:00","derived_from":null,"end":24,"exposure":"discussed","id":6,"origin":"consensus","round":2,"start":14,"text":1,"uuid":"6c0b1c52-7088-4c96-9699-ecc96f057887"}],["insert","reading",{"codebook":1,"coder":3,"done_at":"2026-11-30T17:15:51.762+00:00","exposure":"discussed","id":33,"round":2,"unit":10}],["insert","reading",{"codebook":1,"coder":3,"done_at":"2026-11-30T17:15:51.762+00:00","exposure":"discussed","id":34,"round":2,"unit":11}],["insert","reading",{"codebook":1,"coder":3,"done_at":"2026-11-30T17:15:51.762+00:00","exposure":"discussed","id":35,"round":2,"unit":14}],["insert","reading",{"codebook":1,"coder":3,"done_at":"2026-11-30T17:15:51.762+00:00","exposure":"discussed","id":36,"round":2,"unit":16}],["insert","reading",{"codebook":1,"coder":3,"done_at":"2026-11-30T17:15:51.762+00:00","exposure":"discussed","id":37,"round":2,"unit":17}],["insert","reading",{"codebook":1,"coder":3,"done_at":"2026-11-30T17:15:51.762+00:00","exposure":"discussed","id":38,"round":2,"unit":19}],["insert","reading",{"codebook":1,"coder":3,"done_at":"2026-11-30T17:15:51.762+00:00","exposure":"discussed","id":39,"round":2,"unit":20}],["insert","reading",{"codebook":1,"coder":3,"done_at":"2026-11-30T17:15:51.767+00:00","exposure":"discussed","id":40,"round":2,"unit":38}],["insert","reading",{"codebook":1,"coder":3,"done_at":"2026-11-30T17:15:51.767+00:00","exposure":"discussed","id":41,"round":2,"unit":39}],["insert","reading",{"codebook":1,"coder":3,"done_at":"2026-11-30T17:15:51.767+00:00","exposure":"discussed","id":42,"round":2,"unit":42}],["insert","reading",{"codebook":1,"coder":3,"done_at":"2026-11-30T17:15:51.767+00:00","exposure":"discussed","id":43,"round":2,"unit":44}],["insert","reading",{"codebook":1,"coder":3,"done_at":"2026-11-30T17:15:51.767+00:00","exposure":"discussed","id":44,"round":2,"unit":45}],["insert","reading",{"codebook":1,"coder":3,"done_at":"2026-11-30T17:15:51.767+00:00","exposure":"discussed","id":45,"round":2,"unit":47}],["insert","reading",{"codebook":1,"coder":3,"done_at":"2026-11-30T17:15:51.767+00:00","exposure":"discussed","id":46,"round":2,"unit":48}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',24,'5fbbca822854e15edc5120ac00f78cc6','{"bulk":[],"changes":[["insert","adjudication",{"at":"2026-11-30T17:15:51.811+00:00","borders":[[47,58]],"code":2,"flag":false,"id":1,"inputs":{"no":["B"],"yes":["A"]},"member":1,"note":"","panel":3,"reason":"slip","result":"yes","round":2,"unit":13,"uuid":"f7bcb166-1b48-4f8a-a22f-112b2871bbee"}],["insert","coding",{"code":2,"codebook":1,"coder":3,"created":"2026-11-30T17:15:51.815+00:00","derived_from":null,"end":58,"exposure":"discussed","id":7,"origin":"consensus","round":2,"start":47,"text":1,"uuid":"19d8972c-fd6b-4a15-86b7-bad4f4e90454"}],["insert","reading",{"codebook":1,"coder":3,"done_at":"2026-11-30T17:15:51.826+00:00","exposure":"discussed","id":47,"round":2,"unit":13}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',25,'87e67694280e1649a2768a43b143aa96','{"bulk":[],"changes":[["insert","adjudication",{"at":"2026-11-30T17:15:51.847+00:00","borders":[[48,62]],"code":3,"flag":false,"id":2,"inputs":{"no":["B"],"yes":["A"]},"member":1,"note":"","panel":3,"reason":"slip","result":"yes","round":2,"unit":41,"uuid":"78dc3fbe-9a5c-48b9-9e6f-bc9490537faf"}],["insert","coding",{"code":3,"codebook":1,"coder":3,"created":"2026-11-30T17:15:51.868+00:00","derived_from":null,"end":62,"exposure":"discussed","id":8,"origin":"consensus","round":2,"start":48,"text":2,"uuid":"686d637e-6796-4413-b09a-5e120fc7e71b"}],["insert","reading",{"codebook":1,"coder":3,"done_at":"2026-11-30T17:15:51.870+00:00","exposure":"discussed","id":48,"round":2,"unit":41}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',26,'5d748db5b56de83163825910f29e6ad5','{"bulk":[],"changes":[["insert","codebook_version",{"created":"2026-11-30T17:15:51.927+00:00","frozen":false,"groups":[],"id":2,"parent":1,"semantic_hash":"76b6752ecd71038f8a750567c98170a2c9107ec14c3c8d87d1a62ad538c2661f","source":"","title":{"zh":"小研究"}}],["insert","code_version",{"code":1,"colour":"","definition":{"zh":"说到修理房屋和设施的事。"},"examples":[],"exclude":[],"group":null,"id":4,"include":[],"key":"","keywords":["漏水","修"],"labels":{"zh":"修缮"},"level":"category","parent":null,"patterns":[],"position":0,"semantic_hash":"2678011190dbece6679351f74971b37cf3b72bc12d70ea76e3abe10049ebb8b7","version":2}],["insert","code_version",{"code":3,"colour":"","definition":{"zh":"邻里之间互相帮忙。"},"examples":[],"exclude":[],"group":null,"id":5,"include":[],"key":"","keywords":["帮","互助","门口","碰头"],"labels":{"zh":"互助"},"level":"category","parent":null,"patterns":[],"position":1,"semantic_hash":"80537a5a291ee9cdd2c31721700aa8aee81d19a17a66945091c34b4f239d3549","version":2}],["insert","code_map",{"from_code":2,"id":1,"to_code":3,"version":2}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',27,'935fa58b02bfbc9f7f590401aef60231','{"bulk":[],"changes":[["insert","round",{"closed":null,"codebook":2,"coder":null,"hash":"","id":3,"kind":"independent","name":"R3","opened":"2026-11-30T17:15:51.944+00:00","source":null,"status":"open","unit_set":null,"uuid":"786a30c6-eed9-49fa-8db1-7207022419f6"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',28,'e7880e561a15e5df13c5b7788ba885d2','{"bulk":[{"digest":"9f6d95f581d481afa5b40b288ab348bf14b89383b9def522693b7ee07e93158d","scope":{"text":1,"unit_set":4},"table":"unit"}],"changes":[["insert","unit_set",{"id":4,"kind":"bracket","rule":"bracket-1"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',29,'5150a69faa988449b90aff17def150fb','{"bulk":[],"changes":[["insert","setting",{"id":3,"name":"brackets:1","value":4}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',30,'225eec71aa055a8fe08c4479f5e8bf96','{"bulk":[],"changes":[["insert","coding",{"code":3,"codebook":2,"coder":2,"created":"2026-11-30T17:15:52.022+00:00","derived_from":null,"end":20,"exposure":"unknown","id":9,"origin":"imported","round":3,"start":12,"text":3,"uuid":"0a5e1abc-22ed-4004-b410-09bf22773dcf"}]],"notes":{"origin":{"0a5e1abc-22ed-4004-b410-09bf22773dcf":"accepted"}}}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',31,'171967d37b247e69bb791b75aa93b61f','{"bulk":[],"changes":[["insert","sample",{"created":"2026-11-30T17:15:54.913+00:00","frame_hash":"f16970f68262df61b83e2381fbce1d336694fc24e04da2622e77f68400c288ef","id":1,"seed":3,"unit_set":1}],["insert","sampled_turn",{"id":1,"position":0,"role":"blind","sample":1,"stratum":"94dceaf324c95f37a71a6bc13225bcae5f72341222bf4e1b1cdb0ebedcbd51f8","turn":16}],["insert","sampled_turn",{"id":2,"position":1,"role":"blind","sample":1,"stratum":"94dceaf324c95f37a71a6bc13225bcae5f72341222bf4e1b1cdb0ebedcbd51f8","turn":2}],["insert","sampled_turn",{"id":3,"position":2,"role":"reserve","sample":1,"stratum":"94dceaf324c95f37a71a6bc13225bcae5f72341222bf4e1b1cdb0ebedcbd51f8","turn":8}],["insert","sampled_turn",{"id":4,"position":3,"role":"reserve","sample":1,"stratum":"94dceaf324c95f37a71a6bc13225bcae5f72341222bf4e1b1cdb0ebedcbd51f8","turn":4}],["insert","sampled_turn",{"id":5,"position":0,"role":"blind","sample":1,"stratum":"e47da25ab665b3e6f7c178ecc41a8e7e97b0f364993598264772604d13c05738","turn":20}],["insert","sampled_turn",{"id":6,"position":1,"role":"blind","sample":1,"stratum":"e47da25ab665b3e6f7c178ecc41a8e7e97b0f364993598264772604d13c05738","turn":28}],["insert","sampled_turn",{"id":7,"position":2,"role":"blind","sample":1,"stratum":"e47da25ab665b3e6f7c178ecc41a8e7e97b0f364993598264772604d13c05738","turn":44}],["insert","sampled_turn",{"id":8,"position":3,"role":"reserve","sample":1,"stratum":"e47da25ab665b3e6f7c178ecc41a8e7e97b0f364993598264772604d13c05738","turn":34}],["insert","sampled_turn",{"id":9,"position":4,"role":"reserve","sample":1,"stratum":"e47da25ab665b3e6f7c178ecc41a8e7e97b0f364993598264772604d13c05738","turn":32}],["insert","sampled_turn",{"id":10,"position":5,"role":"reserve","sample":1,"stratum":"e47da25ab665b3e6f7c178ecc41a8e7e97b0f364993598264772604d13c05738","turn":24}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',32,'717f23269893e0f926cf482bd9471cdb','{"bulk":[{"digest":"b1a136a0aea656c2814503ea2afe4abdea767d238a385531bdb55fcb63518630","scope":{"run":1},"table":"suggestion"},{"digest":"76db749df0f59140a7d5d9888a1c7e743cd6d34602031849ef9284d0526fbc1e","scope":{"run":1},"table":"score_sheet"}],"changes":[["insert","run",{"audience":1,"codebook":2,"created":"2026-11-30T17:16:16.051+00:00","id":1,"params":{"cuts":{"help":0.5,"repair":0.5},"engine":"use-multilingual-3/0.2.1","evaluation":{"columns":["code","positives","negatives","transcripts","average_precision","precision","recall","f1","threshold","reason"],"name":"evaluation","notes":["每个单位的分数来自没有学过该访谈稿的模型（按访谈稿分为 2 折，随机种子 2026）。","阈值取这些分数上 F1 最高处，所以精确率、召回率和 F1 偏乐观；分数只用于排序，不是概率。","看过建议之后的编码会抬高这些数字；以无建议样本（盲样）为准。"],"rows":[{"average_precision":null,"code":"修缮","f1":null,"negatives":8,"positives":0,"precision":null,"reason":"有编码的单位太少：还需 5 个；在此之前只用关键词与词语模式","recall":null,"threshold":null,"transcripts":2},{"average_precision":null,"code":"互助","f1":null,"negatives":7,"positives":1,"precision":null,"reason":"有编码的单位太少：还需 4 个；在此之前只用关键词与词语模式","recall":null,"threshold":null,"transcripts":2}],"title":"机器建议的检验"},"folds":2,"scales":{"help":"uncalibrated","repair":"similarity"},"texts":[1,2,3]},"suggester":"blend","training_hash":"9659b3f5d9b7c7c68c26110d8b9c992dc314317f2366736e8e15c052792cd54e","uuid":"fb2186a9-9fa2-40f1-872d-98bf52e36511"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',33,'c4ae10d582c8f217709e65cbade20984','{"bulk":[],"changes":[["insert","coding",{"code":3,"codebook":2,"coder":1,"created":"2026-11-30T17:16:16.279+00:00","derived_from":null,"end":347,"exposure":"unaided","id":10,"origin":"manual","round":3,"start":340,"text":3,"uuid":"8df6a336-d35c-4fd3-99ba-76b086f1b384"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',34,'16d088695c0b0c3e7dd7c3398486fe37','{"bulk":[],"changes":[["insert","pick",{"at":"2026-11-30T17:16:16.373+00:00","batch":1,"coder":1,"id":1,"mode":"code_first","position":1,"probability":1.0,"queue":"mix/seed","round":3,"run":1,"unit":104,"uuid":"40c7063c-5312-4dc6-9756-92d79d3c5768","withheld":false}],["insert","pick",{"at":"2026-11-30T17:16:16.373+00:00","batch":1,"coder":1,"id":2,"mode":"code_first","position":2,"probability":1.0,"queue":"mix/blind","round":3,"run":1,"unit":125,"uuid":"9d26ccd1-d4e8-4f17-a61a-ef0179259f61","withheld":false}],["insert","pick",{"at":"2026-11-30T17:16:16.373+00:00","batch":1,"coder":1,"id":3,"mode":"code_first","position":3,"probability":1.0,"queue":"mix/blind","round":3,"run":1,"unit":126,"uuid":"fb61a7de-529c-4d04-91bf-8fe29351fa7b","withheld":false}],["insert","pick",{"at":"2026-11-30T17:16:16.373+00:00","batch":1,"coder":1,"id":4,"mode":"code_first","position":4,"probability":1.0,"queue":"mix/seed","round":3,"run":1,"unit":116,"uuid":"852af27a-5d7f-4d88-90fe-ed52f91805fb","withheld":false}],["insert","pick",{"at":"2026-11-30T17:16:16.373+00:00","batch":1,"coder":1,"id":5,"mode":"code_first","position":5,"probability":0.8,"queue":"mix/random","round":3,"run":1,"unit":92,"uuid":"39bdf41e-21c4-496a-a56e-116d4d42b330","withheld":false}],["insert","pick",{"at":"2026-11-30T17:16:16.373+00:00","batch":1,"coder":1,"id":6,"mode":"code_first","position":6,"probability":0.8,"queue":"mix/random","round":3,"run":1,"unit":105,"uuid":"c09a19ce-b6d2-44e2-9543-28018f739e82","withheld":false}],["insert","pick",{"at":"2026-11-30T17:16:16.373+00:00","batch":1,"coder":1,"id":7,"mode":"code_first","position":7,"probability":1.0,"queue":"mix/seed","round":3,"run":1,"unit":122,"uuid":"24c5a728-f23f-416e-b92e-d781411d3811","withheld":true}],["insert","pick",{"at":"2026-11-30T17:16:16.373+00:00","batch":1,"coder":1,"id":8,"mode":"code_first","position":8,"probability":0.8,"queue":"mix/random","round":3,"run":1,"unit":99,"uuid":"a71b606f-b70f-4197-9557-79e968af8ebf","withheld":false}],["insert","pick",{"at":"2026-11-30T17:16:16.373+00:00","batch":1,"coder":1,"id":9,"mode":"code_first","position":9,"probability":1.0,"queue":"mix/blind","round":3,"run":1,"unit":89,"uuid":"7b17123d-cdae-4622-ae9f-3c941ebb901c","withheld":false}],["insert","pick",{"at":"2026-11-30T17:16:16.373+00:00","batch":1,"coder":1,"id":10,"mode":"code_first","position":10,"probability":1.0,"queue":"mix/blind","round":3,"run":1,"unit":90,"uuid":"7c4750d9-350f-4038-80d5-1887239da999","withheld":false}],["insert","pick",{"at":"2026-11-30T17:16:16.373+00:00","batch":1,"coder":1,"id":11,"mode":"code_first","position":11,"probability":0.8,"queue":"mix/random","round":3,"run":1,"unit":93,"uuid":"7e9a1443-fa89-49ed-ba32-97da141872fd","withheld":false}],["insert","pick",{"at":"2026-11-30T17:16:16.373+00:00","batch":1,"coder":1,"id":12,"mode":"code_first","position":12,"probability":1.0,"queue":"mix/seed","round":3,"run":1,"unit":98,"uuid":"36fc9495-c9ad-4767-8fb2-962243d5accf","withheld":false}],["insert","pick",{"at":"2026-11-30T17:16:16.373+00:00","batch":1,"coder":1,"id":13,"mode":"code_first","position":13,"probability":0.8,"queue":"mix/random","round":3,"run":1,"unit":119,"uuid":"d27bd9f0-fe6c-427e-901f-7a1b9bccce14","withheld":false}],["insert","pick",{"at":"2026-11-30T17:16:16.373+00:00","batch":1,"coder":1,"id":14,"mode":"code_first","position":14,"probability":0.8,"queue":"mix/random","round":3,"run":1,"unit":117,"uuid":"0b356b61-a27f-40ed-b34a-87d4c8a3cbda","withheld":true}],["insert","pick",{"at":"2026-11-30T17:16:16.373+00:00","batch":1,"coder":1,"id":15,"mode":"code_first","position":15,"probability":1.0,"queue":"mix/seed","round":3,"run":1,"unit":113,"uuid":"b9fc4d24-cbf3-4ed7-ae17-e2e759707010","withheld":false}],["insert","pick",{"at":"2026-11-30T17:16:16.373+00:00","batch":1,"coder":1,"id":16,"mode":"code_first","position":16,"probability":1.0,"queue":"mix/blind","round":3,"run":1,"unit":101,"uuid":"aa4bd187-6a26-4f1d-b767-89d536b332f5","withheld":false}],["insert","pick",{"at":"2026-11-30T17:16:16.373+00:00","batch":1,"coder":1,"id":17,"mode":"code_first","position":17,"probability":1.0,"queue":"mix/blind","round":3,"run":1,"unit":102,"uuid":"e3974e3c-96f9-4111-897a-34fb84ae25d3","withheld":false}],["insert","pick",{"at":"2026-11-30T17:16:16.373+00:00","batch":1,"coder":1,"id":18,"mode":"code_first","position":18,"probability":0.8,"queue":"mix/random","round":3,"run":1,"unit":123,"uuid":"ba3e5020-9f61-4f3b-89e3-8f3510c50c7e","withheld":false}],["insert","pick",{"at":"2026-11-30T17:16:16.373+00:00","batch":1,"coder":1,"id":19,"mode":"code_first","position":19,"probability":1.0,"queue":"mix/seed","round":3,"run":1,"unit":86,"uuid":"bbf06f5d-2bd8-4cd6-a062-d528418aea67","withheld":false}],["insert","pick",{"at":"2026-11-30T17:16:16.373+00:00","batch":1,"coder":1,"id":20,"mode":"code_first","position":20,"probability":0.8,"queue":"mix/random","round":3,"run":1,"unit":120,"uuid":"81120796-97ce-4a7f-8eff-7487e459b09e","withheld":false}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',35,'48d307821f17df88a2df5fc1423614f4','{"bulk":[],"changes":[["insert","reading",{"codebook":2,"coder":1,"done_at":"2026-11-30T17:16:16.502+00:00","exposure":"unaided","id":49,"round":3,"unit":104}],["insert","first_answer",{"at":"2026-11-30T17:16:16.503+00:00","codebook":2,"coder":1,"codes":[],"id":1,"ms":null,"pick":1,"round":3,"unit":104,"uuid":"084e16eb-4005-4df9-ac48-be4168724440"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',36,'0e215abbc17dc205fcfe737c8266f70e','{"bulk":[],"changes":[["insert","shown",{"at":"2026-11-30T17:16:16.539+00:00","coder":1,"id":1,"mode":"code_first","rank":1,"suggestion":4}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',37,'50c0c02cad4c82a6df90893c4582d76a','{"bulk":[],"changes":[["insert","decision",{"act":"rejected","at":"2026-11-30T17:16:16.598+00:00","code":3,"codebook":2,"coder":1,"coding":null,"id":1,"ms":null,"pick":1,"pick_probability":1.0,"round":3,"shown":1,"suggestion":4,"unit":104,"uuid":"1f6697ed-89b9-42df-9e70-68c461948f78"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',38,'3d1aa3e01cdc59e6b4ecad1948e65d42','{"bulk":[],"changes":[["insert","reading",{"codebook":2,"coder":1,"done_at":"2026-11-30T17:16:16.648+00:00","exposure":"unaided","id":50,"round":3,"unit":125}],["insert","first_answer",{"at":"2026-11-30T17:16:16.648+00:00","codebook":2,"coder":1,"codes":[],"id":2,"ms":null,"pick":2,"round":3,"unit":125,"uuid":"eac0ac53-8cb5-44ea-acf9-87ecaca575bf"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',39,'578ef24eae3c94b1a7ba860ffcb6842f','{"bulk":[],"changes":[["insert","coding",{"code":3,"codebook":2,"coder":1,"created":"2026-11-30T17:16:16.726+00:00","derived_from":null,"end":493,"exposure":"unaided","id":11,"origin":"manual","round":3,"start":484,"text":3,"uuid":"b286fb95-1ae1-464c-b524-1c6142cc69b7"}],["insert","reading",{"codebook":2,"coder":1,"done_at":"2026-11-30T17:16:16.735+00:00","exposure":"unaided","id":51,"round":3,"unit":126}],["insert","first_answer",{"at":"2026-11-30T17:16:16.736+00:00","codebook":2,"coder":1,"codes":["help"],"id":3,"ms":null,"pick":3,"round":3,"unit":126,"uuid":"8c9484d4-cd1b-4cf1-be61-acb96081e03e"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',40,'eeda2b51a521bc6768f3fc7956b2cd59','{"bulk":[],"changes":[["insert","reading",{"codebook":2,"coder":1,"done_at":"2026-11-30T17:16:16.841+00:00","exposure":"unaided","id":52,"round":3,"unit":116}],["insert","first_answer",{"at":"2026-11-30T17:16:16.841+00:00","codebook":2,"coder":1,"codes":[],"id":4,"ms":null,"pick":4,"round":3,"unit":116,"uuid":"aa21684c-9789-4cb5-bf3c-1fb4484456d9"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',41,'cd6facac19bbd479b4a00eab672a5802','{"bulk":[],"changes":[["insert","shown",{"at":"2026-11-30T17:16:16.891+00:00","coder":1,"id":2,"mode":"code_first","rank":1,"suggestion":6}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',42,'f9430fe167a493088ac754d5e6e79ab1','{"bulk":[],"changes":[["insert","decision",{"act":"rejected","at":"2026-11-30T17:16:16.961+00:00","code":1,"codebook":2,"coder":1,"coding":null,"id":2,"ms":null,"pick":4,"pick_probability":1.0,"round":3,"shown":2,"suggestion":6,"unit":116,"uuid":"1459b9b9-0ab9-4861-871c-f4e56f26277a"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',43,'4cd8438878c53ed31f4167bcfc2d6800','{"bulk":[],"changes":[["insert","reading",{"codebook":2,"coder":1,"done_at":"2026-11-30T17:16:17.032+00:00","exposure":"unaided","id":53,"round":3,"unit":92}],["insert","first_answer",{"at":"2026-11-30T17:16:17.032+00:00","codebook":2,"coder":1,"codes":[],"id":5,"ms":null,"pick":5,"round":3,"unit":92,"uuid":"58da88d2-de28-41ff-b65a-02967b496275"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',44,'e7c87ee8f2fdf67fe994176ce289acf5','{"bulk":[],"changes":[["insert","shown",{"at":"2026-11-30T17:16:17.093+00:00","coder":1,"id":3,"mode":"code_first","rank":1,"suggestion":2}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',45,'3f5e0e63cfc90efcde4d9c79d92e104e','{"bulk":[],"changes":[["insert","decision",{"act":"rejected","at":"2026-11-30T17:16:17.215+00:00","code":3,"codebook":2,"coder":1,"coding":null,"id":3,"ms":null,"pick":5,"pick_probability":0.8,"round":3,"shown":3,"suggestion":2,"unit":92,"uuid":"a424a968-008c-4df0-a9d6-d01fd939f887"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',46,'7e798f95addbaa3200d38614659d49ea','{"bulk":[],"changes":[["insert","coding",{"code":3,"codebook":2,"coder":1,"created":"2026-11-30T17:16:17.302+00:00","derived_from":null,"end":244,"exposure":"unaided","id":12,"origin":"manual","round":3,"start":236,"text":3,"uuid":"8f6afb7a-156b-4aaf-ba1a-1e9536eef353"}],["insert","reading",{"codebook":2,"coder":1,"done_at":"2026-11-30T17:16:17.313+00:00","exposure":"unaided","id":54,"round":3,"unit":105}],["insert","first_answer",{"at":"2026-11-30T17:16:17.314+00:00","codebook":2,"coder":1,"codes":["help"],"id":6,"ms":null,"pick":6,"round":3,"unit":105,"uuid":"3d1b6d80-65be-4102-9a7a-4aabeef24775"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',47,'aca9a3262957b33d81afe355e8bb42f5','{"bulk":[],"changes":[["insert","reading",{"codebook":2,"coder":1,"done_at":"2026-11-30T17:16:17.481+00:00","exposure":"unaided","id":55,"round":3,"unit":122}],["insert","first_answer",{"at":"2026-11-30T17:16:17.482+00:00","codebook":2,"coder":1,"codes":[],"id":7,"ms":null,"pick":7,"round":3,"unit":122,"uuid":"a165bc07-72f7-4c63-8c2a-3329afd13d0b"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',48,'dc03646409f30c1d0d03949724fe3d73','{"bulk":[],"changes":[["insert","reading",{"codebook":2,"coder":1,"done_at":"2026-11-30T17:16:17.616+00:00","exposure":"unaided","id":56,"round":3,"unit":99}],["insert","first_answer",{"at":"2026-11-30T17:16:17.617+00:00","codebook":2,"coder":1,"codes":[],"id":8,"ms":null,"pick":8,"round":3,"unit":99,"uuid":"c703a5ff-5bcb-4c8a-b18c-38a5900f1f76"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',49,'6c7efd17ff8de479ad6a58e3687cbe89','{"bulk":[],"changes":[["insert","coding",{"code":3,"codebook":2,"coder":1,"created":"2026-11-30T17:16:17.699+00:00","derived_from":null,"end":61,"exposure":"unaided","id":13,"origin":"manual","round":3,"start":51,"text":3,"uuid":"73128ff8-6c87-4b83-9891-637065113ddb"}],["insert","reading",{"codebook":2,"coder":1,"done_at":"2026-11-30T17:16:17.707+00:00","exposure":"unaided","id":57,"round":3,"unit":89}],["insert","first_answer",{"at":"2026-11-30T17:16:17.708+00:00","codebook":2,"coder":1,"codes":["help"],"id":9,"ms":null,"pick":9,"round":3,"unit":89,"uuid":"88e4d93c-08bc-4144-9529-d9c6921767b8"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',50,'0242c8cb308307a0b364fe12c0a8f1fe','{"bulk":[],"changes":[["insert","reading",{"codebook":2,"coder":1,"done_at":"2026-11-30T17:16:17.892+00:00","exposure":"unaided","id":58,"round":3,"unit":90}],["insert","first_answer",{"at":"2026-11-30T17:16:17.893+00:00","codebook":2,"coder":1,"codes":[],"id":10,"ms":null,"pick":10,"round":3,"unit":90,"uuid":"93a086b4-af6a-4a0c-b793-91704f6c4110"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',51,'b11a26c75e2568ada0b63f832f776611','{"bulk":[],"changes":[["insert","reading",{"codebook":2,"coder":1,"done_at":"2026-11-30T17:16:18.017+00:00","exposure":"unaided","id":59,"round":3,"unit":93}],["insert","first_answer",{"at":"2026-11-30T17:16:18.018+00:00","codebook":2,"coder":1,"codes":[],"id":11,"ms":null,"pick":11,"round":3,"unit":93,"uuid":"3a55949b-40e9-42a3-b997-58ffb86528a6"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',52,'b66a56db476cb773e95f496a6f292019','{"bulk":[],"changes":[["insert","coding",{"code":3,"codebook":2,"coder":1,"created":"2026-11-30T17:16:18.334+00:00","derived_from":null,"end":165,"exposure":"unaided","id":14,"origin":"manual","round":3,"start":155,"text":3,"uuid":"116116b1-7fcb-4a0a-8963-74a6e9993151"}],["insert","reading",{"codebook":2,"coder":1,"done_at":"2026-11-30T17:16:18.346+00:00","exposure":"unaided","id":60,"round":3,"unit":98}],["insert","first_answer",{"at":"2026-11-30T17:16:18.348+00:00","codebook":2,"coder":1,"codes":["help"],"id":12,"ms":null,"pick":12,"round":3,"unit":98,"uuid":"6e113d3e-ac44-4654-baa0-37b9b89741a4"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',53,'5983588543175cafeb7e75a04404177a','{"bulk":[],"changes":[["insert","shown",{"at":"2026-11-30T17:16:18.413+00:00","coder":1,"id":4,"mode":"code_first","rank":1,"suggestion":3}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',54,'4f97e8eb6f3cf278ad1adac35dac6f01','{"bulk":[],"changes":[["insert","decision",{"act":"rejected","at":"2026-11-30T17:16:18.510+00:00","code":1,"codebook":2,"coder":1,"coding":null,"id":4,"ms":null,"pick":12,"pick_probability":1.0,"round":3,"shown":4,"suggestion":3,"unit":98,"uuid":"d30a5bdd-d9bd-488e-892a-4d0fac662154"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',55,'962c0718f1126fc8899952ddbf5a4551','{"bulk":[],"changes":[["insert","reading",{"codebook":2,"coder":1,"done_at":"2026-11-30T17:16:18.591+00:00","exposure":"unaided","id":61,"round":3,"unit":119}],["insert","first_answer",{"at":"2026-11-30T17:16:18.594+00:00","codebook":2,"coder":1,"codes":[],"id":13,"ms":null,"pick":13,"round":3,"unit":119,"uuid":"21457748-a784-48f7-b0a8-e5b82539ab41"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',56,'256f877f34b18160c7b0863529cc7a25','{"bulk":[],"changes":[["insert","shown",{"at":"2026-11-30T17:16:18.617+00:00","coder":1,"id":5,"mode":"code_first","rank":1,"suggestion":7}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',57,'e6f452cc41b0349d09ba9184ffc47cd6','{"bulk":[],"changes":[["insert","decision",{"act":"rejected","at":"2026-11-30T17:16:18.650+00:00","code":3,"codebook":2,"coder":1,"coding":null,"id":5,"ms":null,"pick":13,"pick_probability":0.8,"round":3,"shown":5,"suggestion":7,"unit":119,"uuid":"e9d8b4cf-289e-44a4-b9de-b0a4e387335e"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',58,'b1901f0f3e88c0afeb226f0e2a74dd0d','{"bulk":[],"changes":[["insert","reading",{"codebook":2,"coder":1,"done_at":"2026-11-30T17:16:18.684+00:00","exposure":"unaided","id":62,"round":3,"unit":117}],["insert","first_answer",{"at":"2026-11-30T17:16:18.685+00:00","codebook":2,"coder":1,"codes":[],"id":14,"ms":null,"pick":14,"round":3,"unit":117,"uuid":"4f1d0a70-9172-48b4-ae3d-2a4575a40aec"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',59,'24f5b740531fbaf7e47e221b5904c6fa','{"bulk":[],"changes":[["insert","coding",{"code":1,"codebook":2,"coder":1,"created":"2026-11-30T17:16:18.755+00:00","derived_from":null,"end":139,"exposure":"unaided","id":15,"origin":"manual","round":3,"start":132,"text":3,"uuid":"a9c2d736-eede-4b06-a85c-99ae6f79e47a"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',60,'18ed36d3af2ca5cdeb61f10022f7375f','{"bulk":[],"changes":[["delete","coding",{"code":1,"codebook":2,"coder":1,"created":"2026-11-30T17:16:18.755+00:00","derived_from":null,"end":139,"exposure":"unaided","id":15,"origin":"manual","round":3,"start":132,"text":3,"uuid":"a9c2d736-eede-4b06-a85c-99ae6f79e47a"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',61,'e1e2606c625763d0ba08eab8a9816869','{"bulk":[],"changes":[["insert","coding",{"code":1,"codebook":2,"coder":1,"created":"2026-11-30T17:16:18.755+00:00","derived_from":null,"end":139,"exposure":"unaided","id":15,"origin":"manual","round":3,"start":132,"text":3,"uuid":"a9c2d736-eede-4b06-a85c-99ae6f79e47a"}]]}');
INSERT INTO "payload" VALUES('31e62448-920b-4e41-b8c5-be831a7a8b49',62,'b75b3196cc3661daab8b03caf13f68c0','{"bulk":[],"changes":[["delete","coding",{"code":1,"codebook":2,"coder":1,"created":"2026-11-30T17:16:18.755+00:00","derived_from":null,"end":139,"exposure":"unaided","id":15,"origin":"manual","round":3,"start":132,"text":3,"uuid":"a9c2d736-eede-4b06-a85c-99ae6f79e47a"}]]}');
CREATE TABLE pick (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uuid VARCHAR(36) NOT NULL, 
	round INTEGER NOT NULL, 
	coder INTEGER NOT NULL, 
	unit INTEGER NOT NULL, 
	run INTEGER, 
	batch INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	queue VARCHAR NOT NULL, 
	probability FLOAT, 
	withheld BOOLEAN NOT NULL, 
	mode VARCHAR NOT NULL, 
	at VARCHAR NOT NULL, 
	CONSTRAINT uq_pick_uuid UNIQUE (uuid), 
	CONSTRAINT fk_pick_round FOREIGN KEY(round) REFERENCES round (id), 
	CONSTRAINT fk_pick_coder FOREIGN KEY(coder) REFERENCES coder (id), 
	CONSTRAINT fk_pick_unit FOREIGN KEY(unit) REFERENCES unit (id), 
	CONSTRAINT fk_pick_run FOREIGN KEY(run) REFERENCES run (id)
);
INSERT INTO "pick" VALUES(1,'40c7063c-5312-4dc6-9756-92d79d3c5768',3,1,104,1,1,1,'mix/seed',1.0,0,'code_first','2026-11-30T17:16:16.373+00:00');
INSERT INTO "pick" VALUES(2,'9d26ccd1-d4e8-4f17-a61a-ef0179259f61',3,1,125,1,1,2,'mix/blind',1.0,0,'code_first','2026-11-30T17:16:16.373+00:00');
INSERT INTO "pick" VALUES(3,'fb61a7de-529c-4d04-91bf-8fe29351fa7b',3,1,126,1,1,3,'mix/blind',1.0,0,'code_first','2026-11-30T17:16:16.373+00:00');
INSERT INTO "pick" VALUES(4,'852af27a-5d7f-4d88-90fe-ed52f91805fb',3,1,116,1,1,4,'mix/seed',1.0,0,'code_first','2026-11-30T17:16:16.373+00:00');
INSERT INTO "pick" VALUES(5,'39bdf41e-21c4-496a-a56e-116d4d42b330',3,1,92,1,1,5,'mix/random',0.8,0,'code_first','2026-11-30T17:16:16.373+00:00');
INSERT INTO "pick" VALUES(6,'c09a19ce-b6d2-44e2-9543-28018f739e82',3,1,105,1,1,6,'mix/random',0.8,0,'code_first','2026-11-30T17:16:16.373+00:00');
INSERT INTO "pick" VALUES(7,'24c5a728-f23f-416e-b92e-d781411d3811',3,1,122,1,1,7,'mix/seed',1.0,1,'code_first','2026-11-30T17:16:16.373+00:00');
INSERT INTO "pick" VALUES(8,'a71b606f-b70f-4197-9557-79e968af8ebf',3,1,99,1,1,8,'mix/random',0.8,0,'code_first','2026-11-30T17:16:16.373+00:00');
INSERT INTO "pick" VALUES(9,'7b17123d-cdae-4622-ae9f-3c941ebb901c',3,1,89,1,1,9,'mix/blind',1.0,0,'code_first','2026-11-30T17:16:16.373+00:00');
INSERT INTO "pick" VALUES(10,'7c4750d9-350f-4038-80d5-1887239da999',3,1,90,1,1,10,'mix/blind',1.0,0,'code_first','2026-11-30T17:16:16.373+00:00');
INSERT INTO "pick" VALUES(11,'7e9a1443-fa89-49ed-ba32-97da141872fd',3,1,93,1,1,11,'mix/random',0.8,0,'code_first','2026-11-30T17:16:16.373+00:00');
INSERT INTO "pick" VALUES(12,'36fc9495-c9ad-4767-8fb2-962243d5accf',3,1,98,1,1,12,'mix/seed',1.0,0,'code_first','2026-11-30T17:16:16.373+00:00');
INSERT INTO "pick" VALUES(13,'d27bd9f0-fe6c-427e-901f-7a1b9bccce14',3,1,119,1,1,13,'mix/random',0.8,0,'code_first','2026-11-30T17:16:16.373+00:00');
INSERT INTO "pick" VALUES(14,'0b356b61-a27f-40ed-b34a-87d4c8a3cbda',3,1,117,1,1,14,'mix/random',0.8,1,'code_first','2026-11-30T17:16:16.373+00:00');
INSERT INTO "pick" VALUES(15,'b9fc4d24-cbf3-4ed7-ae17-e2e759707010',3,1,113,1,1,15,'mix/seed',1.0,0,'code_first','2026-11-30T17:16:16.373+00:00');
INSERT INTO "pick" VALUES(16,'aa4bd187-6a26-4f1d-b767-89d536b332f5',3,1,101,1,1,16,'mix/blind',1.0,0,'code_first','2026-11-30T17:16:16.373+00:00');
INSERT INTO "pick" VALUES(17,'e3974e3c-96f9-4111-897a-34fb84ae25d3',3,1,102,1,1,17,'mix/blind',1.0,0,'code_first','2026-11-30T17:16:16.373+00:00');
INSERT INTO "pick" VALUES(18,'ba3e5020-9f61-4f3b-89e3-8f3510c50c7e',3,1,123,1,1,18,'mix/random',0.8,0,'code_first','2026-11-30T17:16:16.373+00:00');
INSERT INTO "pick" VALUES(19,'bbf06f5d-2bd8-4cd6-a062-d528418aea67',3,1,86,1,1,19,'mix/seed',1.0,0,'code_first','2026-11-30T17:16:16.373+00:00');
INSERT INTO "pick" VALUES(20,'81120796-97ce-4a7f-8eff-7487e459b09e',3,1,120,1,1,20,'mix/random',0.8,0,'code_first','2026-11-30T17:16:16.373+00:00');
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
INSERT INTO "reading" VALUES(1,1,1,1,1,'unaided','2026-11-30T17:15:51.591+00:00');
INSERT INTO "reading" VALUES(2,1,2,1,1,'unaided','2026-11-30T17:15:51.591+00:00');
INSERT INTO "reading" VALUES(3,1,3,1,1,'unaided','2026-11-30T17:15:51.591+00:00');
INSERT INTO "reading" VALUES(4,1,4,1,1,'unaided','2026-11-30T17:15:51.591+00:00');
INSERT INTO "reading" VALUES(5,1,5,1,1,'unaided','2026-11-30T17:15:51.591+00:00');
INSERT INTO "reading" VALUES(6,1,6,1,1,'unaided','2026-11-30T17:15:51.591+00:00');
INSERT INTO "reading" VALUES(7,1,7,1,1,'unaided','2026-11-30T17:15:51.591+00:00');
INSERT INTO "reading" VALUES(8,1,8,1,1,'unaided','2026-11-30T17:15:51.591+00:00');
INSERT INTO "reading" VALUES(9,1,29,1,1,'unaided','2026-11-30T17:15:51.628+00:00');
INSERT INTO "reading" VALUES(10,1,30,1,1,'unaided','2026-11-30T17:15:51.628+00:00');
INSERT INTO "reading" VALUES(11,1,31,1,1,'unaided','2026-11-30T17:15:51.628+00:00');
INSERT INTO "reading" VALUES(12,1,32,1,1,'unaided','2026-11-30T17:15:51.628+00:00');
INSERT INTO "reading" VALUES(13,1,33,1,1,'unaided','2026-11-30T17:15:51.628+00:00');
INSERT INTO "reading" VALUES(14,1,34,1,1,'unaided','2026-11-30T17:15:51.628+00:00');
INSERT INTO "reading" VALUES(15,1,35,1,1,'unaided','2026-11-30T17:15:51.628+00:00');
INSERT INTO "reading" VALUES(16,1,36,1,1,'unaided','2026-11-30T17:15:51.628+00:00');
INSERT INTO "reading" VALUES(17,2,1,1,1,'unaided','2026-11-30T17:15:51.647+00:00');
INSERT INTO "reading" VALUES(18,2,2,1,1,'unaided','2026-11-30T17:15:51.647+00:00');
INSERT INTO "reading" VALUES(19,2,3,1,1,'unaided','2026-11-30T17:15:51.648+00:00');
INSERT INTO "reading" VALUES(20,2,4,1,1,'unaided','2026-11-30T17:15:51.648+00:00');
INSERT INTO "reading" VALUES(21,2,5,1,1,'unaided','2026-11-30T17:15:51.648+00:00');
INSERT INTO "reading" VALUES(22,2,6,1,1,'unaided','2026-11-30T17:15:51.648+00:00');
INSERT INTO "reading" VALUES(23,2,7,1,1,'unaided','2026-11-30T17:15:51.648+00:00');
INSERT INTO "reading" VALUES(24,2,8,1,1,'unaided','2026-11-30T17:15:51.648+00:00');
INSERT INTO "reading" VALUES(25,2,29,1,1,'unaided','2026-11-30T17:15:51.670+00:00');
INSERT INTO "reading" VALUES(26,2,30,1,1,'unaided','2026-11-30T17:15:51.670+00:00');
INSERT INTO "reading" VALUES(27,2,31,1,1,'unaided','2026-11-30T17:15:51.670+00:00');
INSERT INTO "reading" VALUES(28,2,32,1,1,'unaided','2026-11-30T17:15:51.670+00:00');
INSERT INTO "reading" VALUES(29,2,33,1,1,'unaided','2026-11-30T17:15:51.670+00:00');
INSERT INTO "reading" VALUES(30,2,34,1,1,'unaided','2026-11-30T17:15:51.670+00:00');
INSERT INTO "reading" VALUES(31,2,35,1,1,'unaided','2026-11-30T17:15:51.670+00:00');
INSERT INTO "reading" VALUES(32,2,36,1,1,'unaided','2026-11-30T17:15:51.670+00:00');
INSERT INTO "reading" VALUES(33,3,10,2,1,'discussed','2026-11-30T17:15:51.762+00:00');
INSERT INTO "reading" VALUES(34,3,11,2,1,'discussed','2026-11-30T17:15:51.762+00:00');
INSERT INTO "reading" VALUES(35,3,14,2,1,'discussed','2026-11-30T17:15:51.762+00:00');
INSERT INTO "reading" VALUES(36,3,16,2,1,'discussed','2026-11-30T17:15:51.762+00:00');
INSERT INTO "reading" VALUES(37,3,17,2,1,'discussed','2026-11-30T17:15:51.762+00:00');
INSERT INTO "reading" VALUES(38,3,19,2,1,'discussed','2026-11-30T17:15:51.762+00:00');
INSERT INTO "reading" VALUES(39,3,20,2,1,'discussed','2026-11-30T17:15:51.762+00:00');
INSERT INTO "reading" VALUES(40,3,38,2,1,'discussed','2026-11-30T17:15:51.767+00:00');
INSERT INTO "reading" VALUES(41,3,39,2,1,'discussed','2026-11-30T17:15:51.767+00:00');
INSERT INTO "reading" VALUES(42,3,42,2,1,'discussed','2026-11-30T17:15:51.767+00:00');
INSERT INTO "reading" VALUES(43,3,44,2,1,'discussed','2026-11-30T17:15:51.767+00:00');
INSERT INTO "reading" VALUES(44,3,45,2,1,'discussed','2026-11-30T17:15:51.767+00:00');
INSERT INTO "reading" VALUES(45,3,47,2,1,'discussed','2026-11-30T17:15:51.767+00:00');
INSERT INTO "reading" VALUES(46,3,48,2,1,'discussed','2026-11-30T17:15:51.767+00:00');
INSERT INTO "reading" VALUES(47,3,13,2,1,'discussed','2026-11-30T17:15:51.826+00:00');
INSERT INTO "reading" VALUES(48,3,41,2,1,'discussed','2026-11-30T17:15:51.870+00:00');
INSERT INTO "reading" VALUES(49,1,104,3,2,'unaided','2026-11-30T17:16:16.502+00:00');
INSERT INTO "reading" VALUES(50,1,125,3,2,'unaided','2026-11-30T17:16:16.648+00:00');
INSERT INTO "reading" VALUES(51,1,126,3,2,'unaided','2026-11-30T17:16:16.735+00:00');
INSERT INTO "reading" VALUES(52,1,116,3,2,'unaided','2026-11-30T17:16:16.841+00:00');
INSERT INTO "reading" VALUES(53,1,92,3,2,'unaided','2026-11-30T17:16:17.032+00:00');
INSERT INTO "reading" VALUES(54,1,105,3,2,'unaided','2026-11-30T17:16:17.313+00:00');
INSERT INTO "reading" VALUES(55,1,122,3,2,'unaided','2026-11-30T17:16:17.481+00:00');
INSERT INTO "reading" VALUES(56,1,99,3,2,'unaided','2026-11-30T17:16:17.616+00:00');
INSERT INTO "reading" VALUES(57,1,89,3,2,'unaided','2026-11-30T17:16:17.707+00:00');
INSERT INTO "reading" VALUES(58,1,90,3,2,'unaided','2026-11-30T17:16:17.892+00:00');
INSERT INTO "reading" VALUES(59,1,93,3,2,'unaided','2026-11-30T17:16:18.017+00:00');
INSERT INTO "reading" VALUES(60,1,98,3,2,'unaided','2026-11-30T17:16:18.346+00:00');
INSERT INTO "reading" VALUES(61,1,119,3,2,'unaided','2026-11-30T17:16:18.591+00:00');
INSERT INTO "reading" VALUES(62,1,117,3,2,'unaided','2026-11-30T17:16:18.684+00:00');
CREATE TABLE receipt (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uuid VARCHAR(36) NOT NULL, 
	coder INTEGER NOT NULL, 
	at VARCHAR NOT NULL, 
	CONSTRAINT uq_receipt_uuid UNIQUE (uuid), 
	CONSTRAINT fk_receipt_coder FOREIGN KEY(coder) REFERENCES coder (id)
);
INSERT INTO "receipt" VALUES(1,'d92ed125-379f-498a-ab2b-be10b1975366',1,'2026-11-30T17:16:16.285+00:00');
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
	source INTEGER, 
	coder INTEGER, 
	CONSTRAINT uq_round_uuid UNIQUE (uuid), 
	CONSTRAINT uq_round_name UNIQUE (name), 
	CONSTRAINT fk_round_codebook FOREIGN KEY(codebook) REFERENCES codebook_version (id), 
	CONSTRAINT fk_round_unit_set FOREIGN KEY(unit_set) REFERENCES unit_set (id), 
	CONSTRAINT fk_round_source FOREIGN KEY(source) REFERENCES round (id), 
	CONSTRAINT fk_round_coder FOREIGN KEY(coder) REFERENCES coder (id)
);
INSERT INTO "round" VALUES(1,'cdf70645-3858-484a-85ad-41c9d06c1987','R1','independent',1,NULL,'closed','e4a0b5ddb2e3a1dba807aad997a76b9de11ab5834d418e8b8bf48ae02e6d10f3','2026-11-30T17:15:51.477+00:00','2026-11-30T17:15:51.729+00:00',NULL,NULL);
INSERT INTO "round" VALUES(2,'2532b6ab-50f0-450a-be80-970318e6cd7d','R2','consensus',1,2,'open','','2026-11-30T17:15:51.741+00:00',NULL,1,3);
INSERT INTO "round" VALUES(3,'786a30c6-eed9-49fa-8db1-7207022419f6','R3','independent',2,NULL,'open','','2026-11-30T17:15:51.944+00:00',NULL,NULL,NULL);
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
INSERT INTO "run" VALUES(1,'fb2186a9-9fa2-40f1-872d-98bf52e36511','blend','{"texts": [1, 2, 3], "evaluation": {"name": "evaluation", "title": "机器建议的检验", "columns": ["code", "positives", "negatives", "transcripts", "average_precision", "precision", "recall", "f1", "threshold", "reason"], "rows": [{"code": "修缮", "positives": 0, "negatives": 8, "transcripts": 2, "average_precision": null, "precision": null, "recall": null, "f1": null, "threshold": null, "reason": "有编码的单位太少：还需 5 个；在此之前只用关键词与词语模式"}, {"code": "互助", "positives": 1, "negatives": 7, "transcripts": 2, "average_precision": null, "precision": null, "recall": null, "f1": null, "threshold": null, "reason": "有编码的单位太少：还需 4 个；在此之前只用关键词与词语模式"}], "notes": ["每个单位的分数来自没有学过该访谈稿的模型（按访谈稿分为 2 折，随机种子 2026）。", "阈值取这些分数上 F1 最高处，所以精确率、召回率和 F1 偏乐观；分数只用于排序，不是概率。", "看过建议之后的编码会抬高这些数字；以无建议样本（盲样）为准。"]}, "scales": {"repair": "similarity", "help": "uncalibrated"}, "cuts": {"repair": 0.5, "help": 0.5}, "engine": "use-multilingual-3/0.2.1", "folds": 2}',2,'9659b3f5d9b7c7c68c26110d8b9c992dc314317f2366736e8e15c052792cd54e',1,'2026-11-30T17:16:16.051+00:00');
CREATE TABLE sample (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	unit_set INTEGER NOT NULL, 
	seed INTEGER NOT NULL, 
	frame_hash VARCHAR NOT NULL, 
	created VARCHAR NOT NULL, 
	CONSTRAINT fk_sample_unit_set FOREIGN KEY(unit_set) REFERENCES unit_set (id)
);
INSERT INTO "sample" VALUES(1,1,3,'f16970f68262df61b83e2381fbce1d336694fc24e04da2622e77f68400c288ef','2026-11-30T17:15:54.913+00:00');
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
INSERT INTO "sampled_turn" VALUES(1,1,16,'94dceaf324c95f37a71a6bc13225bcae5f72341222bf4e1b1cdb0ebedcbd51f8',0,'blind');
INSERT INTO "sampled_turn" VALUES(2,1,2,'94dceaf324c95f37a71a6bc13225bcae5f72341222bf4e1b1cdb0ebedcbd51f8',1,'blind');
INSERT INTO "sampled_turn" VALUES(3,1,8,'94dceaf324c95f37a71a6bc13225bcae5f72341222bf4e1b1cdb0ebedcbd51f8',2,'reserve');
INSERT INTO "sampled_turn" VALUES(4,1,4,'94dceaf324c95f37a71a6bc13225bcae5f72341222bf4e1b1cdb0ebedcbd51f8',3,'reserve');
INSERT INTO "sampled_turn" VALUES(5,1,20,'e47da25ab665b3e6f7c178ecc41a8e7e97b0f364993598264772604d13c05738',0,'blind');
INSERT INTO "sampled_turn" VALUES(6,1,28,'e47da25ab665b3e6f7c178ecc41a8e7e97b0f364993598264772604d13c05738',1,'blind');
INSERT INTO "sampled_turn" VALUES(7,1,44,'e47da25ab665b3e6f7c178ecc41a8e7e97b0f364993598264772604d13c05738',2,'blind');
INSERT INTO "sampled_turn" VALUES(8,1,34,'e47da25ab665b3e6f7c178ecc41a8e7e97b0f364993598264772604d13c05738',3,'reserve');
INSERT INTO "sampled_turn" VALUES(9,1,32,'e47da25ab665b3e6f7c178ecc41a8e7e97b0f364993598264772604d13c05738',4,'reserve');
INSERT INTO "sampled_turn" VALUES(10,1,24,'e47da25ab665b3e6f7c178ecc41a8e7e97b0f364993598264772604d13c05738',5,'reserve');
CREATE TABLE score_sheet (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	run INTEGER NOT NULL, 
	text INTEGER NOT NULL, 
	units JSON NOT NULL, 
	codes JSON NOT NULL, 
	scores TEXT NOT NULL, 
	CONSTRAINT fk_score_sheet_run FOREIGN KEY(run) REFERENCES run (id), 
	CONSTRAINT fk_score_sheet_text FOREIGN KEY(text) REFERENCES text_version (id)
);
INSERT INTO "score_sheet" VALUES(1,1,1,'[16, 17, 10, 11, 13, 14, 19, 20]','["repair", "help"]','rNkbPte3ej9HMY4941ZQPSiIfj9rLBQ+ts2BPc+taD1wWcA8cphiP0Trnz3ODIQ9KIh+P2wsFD5h8289LkqVPQ==');
INSERT INTO "score_sheet" VALUES(2,1,2,'[38, 39, 41, 42, 44, 45, 47, 48]','["repair", "help"]','cFnAPOLifD+EjZA9bnw1PqzZGz5sp3E/rFWnPTCFOj4oiH4/64tlPm+AiT24u0Y+cFnAPOLifD8a+XI9qRJIPg==');
INSERT INTO "score_sheet" VALUES(3,1,3,'[86, 87, 92, 93, 98, 99, 104, 105, 113, 114, 116, 117, 119, 120, 122, 123, 89, 90, 95, 96, 101, 102, 107, 108, 110, 111, 125, 126]','["repair", "help"]','rNkbPlh1eT/nBJY9sG8KPXBZwDw48kc/nDuXPS5eszwoiH4/EYOUPVQGjD1GizM9rNkbPlh1eT8BaZg91rgoPazZGz5YdXk/X/WBPUjeFj0oiH4/EYOUPT/rmz3zUxo9cFnAPDjyRz+yWJ09/WEiPazZGz5YdXk/2kl9PfhNFz0oiH4/EYOUPW1wrj1FnAI9rNkbPlh1eT+3K4k9Za0yPXBZwDw48kc/mrKIPUDMOD0oiH4/EYOUPQxjjD0a3Ts9cFnAPDjyRz/Tm6E9v+hFPSiIfj8Rg5Q9gQCdPWQ1Mj0=');
CREATE TABLE setting (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name VARCHAR NOT NULL, 
	value JSON NOT NULL, 
	CONSTRAINT uq_setting_name UNIQUE (name)
);
INSERT INTO "setting" VALUES(1,'replica','"31e62448-920b-4e41-b8c5-be831a7a8b49"');
INSERT INTO "setting" VALUES(2,'language','"zh"');
INSERT INTO "setting" VALUES(3,'brackets:1',4);
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
INSERT INTO "shown" VALUES(1,1,4,'2026-11-30T17:16:16.539+00:00',1,'code_first');
INSERT INTO "shown" VALUES(2,1,6,'2026-11-30T17:16:16.891+00:00',1,'code_first');
INSERT INTO "shown" VALUES(3,1,2,'2026-11-30T17:16:17.093+00:00',1,'code_first');
INSERT INTO "shown" VALUES(4,1,3,'2026-11-30T17:16:18.413+00:00',1,'code_first');
INSERT INTO "shown" VALUES(5,1,7,'2026-11-30T17:16:18.617+00:00',1,'code_first');
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
INSERT INTO "speaker" VALUES(2,1,'受访者甲',4,0);
INSERT INTO "speaker" VALUES(3,2,'访谈者',NULL,1);
INSERT INTO "speaker" VALUES(4,2,'受访者乙',5,0);
INSERT INTO "speaker" VALUES(5,3,'访谈者',NULL,1);
INSERT INTO "speaker" VALUES(6,3,'受访者丙',6,0);
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
INSERT INTO "suggestion" VALUES(1,1,86,3,9.74446778319271622592e-01,'[{"kind": "keyword", "text": "帮", "start": 21, "end": 22, "weight": 1.2743368342047714}, {"kind": "weight", "text": "谁家有事", "start": 14, "end": 18, "weight": 0.49777313092286013}, {"kind": "weight", "text": "大家都", "start": 18, "end": 21, "weight": 0.45980237854902956}]');
INSERT INTO "suggestion" VALUES(2,1,92,3,7.81039717951966805387e-01,'[{"kind": "keyword", "text": "门口", "start": 90, "end": 92, "weight": 0.7204342959675945}, {"kind": "keyword", "text": "碰头", "start": 92, "end": 94, "weight": 0.7204342959675945}, {"kind": "similar", "text": "邻里之间互相帮忙", "start": -1, "end": -1, "weight": 1.5759639206926204}]');
INSERT INTO "suggestion" VALUES(3,1,98,1,9.94265063919260616565e-01,'[{"kind": "keyword", "text": "漏水", "start": 155, "end": 157, "weight": 2.7136524920180047}, {"kind": "keyword", "text": "修", "start": 161, "end": 162, "weight": 2.2138031548470645}, {"kind": "similar", "text": "的", "start": 157, "end": 158, "weight": 0.5545331169784453}, {"kind": "similar", "text": "说到修理房屋和设施的事", "start": -1, "end": -1, "weight": 5.055320947794472}]');
INSERT INTO "suggestion" VALUES(4,1,104,3,9.74446778319271622592e-01,'[{"kind": "keyword", "text": "帮", "start": 229, "end": 230, "weight": 1.2743368342047714}, {"kind": "weight", "text": "谁家有事", "start": 222, "end": 226, "weight": 0.49777313092286013}, {"kind": "weight", "text": "大家都", "start": 226, "end": 229, "weight": 0.45980237854902956}]');
INSERT INTO "suggestion" VALUES(5,1,113,3,9.74446778319271622592e-01,'[{"kind": "keyword", "text": "帮", "start": 333, "end": 334, "weight": 1.2743368342047714}, {"kind": "weight", "text": "谁家有事", "start": 326, "end": 330, "weight": 0.49777313092286013}, {"kind": "weight", "text": "大家都", "start": 330, "end": 333, "weight": 0.45980237854902956}]');
INSERT INTO "suggestion" VALUES(6,1,116,1,9.94265063919260616565e-01,'[{"kind": "keyword", "text": "漏水", "start": 364, "end": 366, "weight": 2.7136524920180047}, {"kind": "keyword", "text": "修", "start": 370, "end": 371, "weight": 2.2138031548470645}, {"kind": "similar", "text": "的", "start": 366, "end": 367, "weight": 0.5545331169784453}, {"kind": "similar", "text": "说到修理房屋和设施的事", "start": -1, "end": -1, "weight": 5.055320947794472}]');
INSERT INTO "suggestion" VALUES(7,1,119,3,7.81039717951966805387e-01,'[{"kind": "keyword", "text": "门口", "start": 405, "end": 407, "weight": 0.7204342959675945}, {"kind": "keyword", "text": "碰头", "start": 407, "end": 409, "weight": 0.7204342959675945}, {"kind": "similar", "text": "邻里之间互相帮忙", "start": -1, "end": -1, "weight": 1.5759639206926204}]');
INSERT INTO "suggestion" VALUES(8,1,122,3,9.74446778319271622592e-01,'[{"kind": "keyword", "text": "帮", "start": 442, "end": 443, "weight": 1.2743368342047714}, {"kind": "weight", "text": "谁家有事", "start": 435, "end": 439, "weight": 0.49777313092286013}, {"kind": "weight", "text": "大家都", "start": 439, "end": 442, "weight": 0.45980237854902956}]');
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
INSERT INTO "text_version" VALUES(1,1,'f20b001ad552c36d3f1989b2fc1d6f86b336da9e8b1c15ec91677e9c41e4d66b','访谈者：第0问？
受访者甲：漏水的地方都修好了。第0次说到稿1。
访谈者：第1问？
受访者甲：晚上在𠮷祥里门口碰头。第1次说到稿1。
访谈者：第2问？
受访者甲：谁家有事大家都帮👨‍👩‍👧。第2次说到稿1。
访谈者：第3问？
受访者甲：漏水的地方都修好了。第3次说到稿1。',NULL,'2026-11-30T17:15:51.172+00:00');
INSERT INTO "text_version" VALUES(2,2,'ac27fefade0458d9e0918895a296c42e91f34e2369b8fdbd6bc32b1c95c61972','访谈者：第0问？
受访者乙：晚上在𠮷祥里门口碰头。第0次说到稿2。
访谈者：第1问？
受访者乙：谁家有事大家都帮👨‍👩‍👧。第1次说到稿2。
访谈者：第2问？
受访者乙：漏水的地方都修好了。第2次说到稿2。
访谈者：第3问？
受访者乙：晚上在𠮷祥里门口碰头。第3次说到稿2。',NULL,'2026-11-30T17:15:51.213+00:00');
INSERT INTO "text_version" VALUES(3,3,'e47da25ab665b3e6f7c178ecc41a8e7e97b0f364993598264772604d13c05738','访谈者：第0问？
受访者丙：谁家有事大家都帮👨‍👩‍👧。第0次说到稿3。
访谈者：第1问？
受访者丙：漏水的地方都修好了。第1次说到稿3。
访谈者：第2问？
受访者丙：晚上在𠮷祥里门口碰头。第2次说到稿3。
访谈者：第3问？
受访者丙：谁家有事大家都帮👨‍👩‍👧。第3次说到稿3。
访谈者：第4问？
受访者丙：漏水的地方都修好了。第4次说到稿3。
访谈者：第5问？
受访者丙：晚上在𠮷祥里门口碰头。第5次说到稿3。
访谈者：第6问？
受访者丙：谁家有事大家都帮👨‍👩‍👧。第6次说到稿3。
访谈者：第7问？
受访者丙：漏水的地方都修好了。第7次说到稿3。
访谈者：第8问？
受访者丙：晚上在𠮷祥里门口碰头。第8次说到稿3。
访谈者：第9问？
受访者丙：谁家有事大家都帮👨‍👩‍👧。第9次说到稿3。
访谈者：第10问？
受访者丙：漏水的地方都修好了。第10次说到稿3。
访谈者：第11问？
受访者丙：晚上在𠮷祥里门口碰头。第11次说到稿3。
访谈者：第12问？
受访者丙：谁家有事大家都帮👨‍👩‍👧。第12次说到稿3。
访谈者：第13问？
受访者丙：漏水的地方都修好了。第13次说到稿3。',NULL,'2026-11-30T17:15:51.229+00:00');
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
INSERT INTO "transcript" VALUES(1,'e5129b6d-97b9-4c4c-a27e-eb18bec68706','稿1','interview','active');
INSERT INTO "transcript" VALUES(2,'5fc158a9-91a0-4e7c-8fcd-d2a0d76ed2c0','稿2','interview','active');
INSERT INTO "transcript" VALUES(3,'786b19a5-98d1-44c8-b386-8c959434e472','稿3','interview','active');
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
INSERT INTO "turn" VALUES(1,1,1,4,8,1,NULL);
INSERT INTO "turn" VALUES(2,1,2,14,32,2,NULL);
INSERT INTO "turn" VALUES(3,1,3,37,41,1,NULL);
INSERT INTO "turn" VALUES(4,1,4,47,66,2,NULL);
INSERT INTO "turn" VALUES(5,1,5,71,75,1,NULL);
INSERT INTO "turn" VALUES(6,1,6,81,103,2,NULL);
INSERT INTO "turn" VALUES(7,1,7,108,112,1,NULL);
INSERT INTO "turn" VALUES(8,1,8,118,136,2,NULL);
INSERT INTO "turn" VALUES(9,2,1,4,8,3,NULL);
INSERT INTO "turn" VALUES(10,2,2,14,33,4,NULL);
INSERT INTO "turn" VALUES(11,2,3,38,42,3,NULL);
INSERT INTO "turn" VALUES(12,2,4,48,70,4,NULL);
INSERT INTO "turn" VALUES(13,2,5,75,79,3,NULL);
INSERT INTO "turn" VALUES(14,2,6,85,103,4,NULL);
INSERT INTO "turn" VALUES(15,2,7,108,112,3,NULL);
INSERT INTO "turn" VALUES(16,2,8,118,137,4,NULL);
INSERT INTO "turn" VALUES(17,3,1,4,8,5,NULL);
INSERT INTO "turn" VALUES(18,3,2,14,36,6,NULL);
INSERT INTO "turn" VALUES(19,3,3,41,45,5,NULL);
INSERT INTO "turn" VALUES(20,3,4,51,69,6,NULL);
INSERT INTO "turn" VALUES(21,3,5,74,78,5,NULL);
INSERT INTO "turn" VALUES(22,3,6,84,103,6,NULL);
INSERT INTO "turn" VALUES(23,3,7,108,112,5,NULL);
INSERT INTO "turn" VALUES(24,3,8,118,140,6,NULL);
INSERT INTO "turn" VALUES(25,3,9,145,149,5,NULL);
INSERT INTO "turn" VALUES(26,3,10,155,173,6,NULL);
INSERT INTO "turn" VALUES(27,3,11,178,182,5,NULL);
INSERT INTO "turn" VALUES(28,3,12,188,207,6,NULL);
INSERT INTO "turn" VALUES(29,3,13,212,216,5,NULL);
INSERT INTO "turn" VALUES(30,3,14,222,244,6,NULL);
INSERT INTO "turn" VALUES(31,3,15,249,253,5,NULL);
INSERT INTO "turn" VALUES(32,3,16,259,277,6,NULL);
INSERT INTO "turn" VALUES(33,3,17,282,286,5,NULL);
INSERT INTO "turn" VALUES(34,3,18,292,311,6,NULL);
INSERT INTO "turn" VALUES(35,3,19,316,320,5,NULL);
INSERT INTO "turn" VALUES(36,3,20,326,348,6,NULL);
INSERT INTO "turn" VALUES(37,3,21,353,358,5,NULL);
INSERT INTO "turn" VALUES(38,3,22,364,383,6,NULL);
INSERT INTO "turn" VALUES(39,3,23,388,393,5,NULL);
INSERT INTO "turn" VALUES(40,3,24,399,419,6,NULL);
INSERT INTO "turn" VALUES(41,3,25,424,429,5,NULL);
INSERT INTO "turn" VALUES(42,3,26,435,458,6,NULL);
INSERT INTO "turn" VALUES(43,3,27,463,468,5,NULL);
INSERT INTO "turn" VALUES(44,3,28,474,493,6,NULL);
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
INSERT INTO "unit" VALUES(1,1,1,1,4,8,0);
INSERT INTO "unit" VALUES(2,1,1,2,14,32,1);
INSERT INTO "unit" VALUES(3,1,1,3,37,41,0);
INSERT INTO "unit" VALUES(4,1,1,4,47,66,1);
INSERT INTO "unit" VALUES(5,1,1,5,71,75,0);
INSERT INTO "unit" VALUES(6,1,1,6,81,103,1);
INSERT INTO "unit" VALUES(7,1,1,7,108,112,0);
INSERT INTO "unit" VALUES(8,1,1,8,118,136,1);
INSERT INTO "unit" VALUES(9,2,1,1,4,8,0);
INSERT INTO "unit" VALUES(10,2,1,2,14,24,1);
INSERT INTO "unit" VALUES(11,2,1,3,24,32,1);
INSERT INTO "unit" VALUES(12,2,1,4,37,41,0);
INSERT INTO "unit" VALUES(13,2,1,5,47,58,1);
INSERT INTO "unit" VALUES(14,2,1,6,58,66,1);
INSERT INTO "unit" VALUES(15,2,1,7,71,75,0);
INSERT INTO "unit" VALUES(16,2,1,8,81,95,1);
INSERT INTO "unit" VALUES(17,2,1,9,95,103,1);
INSERT INTO "unit" VALUES(18,2,1,10,108,112,0);
INSERT INTO "unit" VALUES(19,2,1,11,118,128,1);
INSERT INTO "unit" VALUES(20,2,1,12,128,136,1);
INSERT INTO "unit" VALUES(21,3,1,1,4,8,0);
INSERT INTO "unit" VALUES(22,3,1,2,14,32,1);
INSERT INTO "unit" VALUES(23,3,1,3,37,41,0);
INSERT INTO "unit" VALUES(24,3,1,4,47,66,1);
INSERT INTO "unit" VALUES(25,3,1,5,71,75,0);
INSERT INTO "unit" VALUES(26,3,1,6,81,103,1);
INSERT INTO "unit" VALUES(27,3,1,7,108,112,0);
INSERT INTO "unit" VALUES(28,3,1,8,118,136,1);
INSERT INTO "unit" VALUES(29,1,2,1,4,8,0);
INSERT INTO "unit" VALUES(30,1,2,2,14,33,1);
INSERT INTO "unit" VALUES(31,1,2,3,38,42,0);
INSERT INTO "unit" VALUES(32,1,2,4,48,70,1);
INSERT INTO "unit" VALUES(33,1,2,5,75,79,0);
INSERT INTO "unit" VALUES(34,1,2,6,85,103,1);
INSERT INTO "unit" VALUES(35,1,2,7,108,112,0);
INSERT INTO "unit" VALUES(36,1,2,8,118,137,1);
INSERT INTO "unit" VALUES(37,2,2,1,4,8,0);
INSERT INTO "unit" VALUES(38,2,2,2,14,25,1);
INSERT INTO "unit" VALUES(39,2,2,3,25,33,1);
INSERT INTO "unit" VALUES(40,2,2,4,38,42,0);
INSERT INTO "unit" VALUES(41,2,2,5,48,62,1);
INSERT INTO "unit" VALUES(42,2,2,6,62,70,1);
INSERT INTO "unit" VALUES(43,2,2,7,75,79,0);
INSERT INTO "unit" VALUES(44,2,2,8,85,95,1);
INSERT INTO "unit" VALUES(45,2,2,9,95,103,1);
INSERT INTO "unit" VALUES(46,2,2,10,108,112,0);
INSERT INTO "unit" VALUES(47,2,2,11,118,129,1);
INSERT INTO "unit" VALUES(48,2,2,12,129,137,1);
INSERT INTO "unit" VALUES(49,3,2,1,4,8,0);
INSERT INTO "unit" VALUES(50,3,2,2,14,33,1);
INSERT INTO "unit" VALUES(51,3,2,3,38,42,0);
INSERT INTO "unit" VALUES(52,3,2,4,48,70,1);
INSERT INTO "unit" VALUES(53,3,2,5,75,79,0);
INSERT INTO "unit" VALUES(54,3,2,6,85,103,1);
INSERT INTO "unit" VALUES(55,3,2,7,108,112,0);
INSERT INTO "unit" VALUES(56,3,2,8,118,137,1);
INSERT INTO "unit" VALUES(57,1,3,1,4,8,0);
INSERT INTO "unit" VALUES(58,1,3,2,14,36,1);
INSERT INTO "unit" VALUES(59,1,3,3,41,45,0);
INSERT INTO "unit" VALUES(60,1,3,4,51,69,1);
INSERT INTO "unit" VALUES(61,1,3,5,74,78,0);
INSERT INTO "unit" VALUES(62,1,3,6,84,103,1);
INSERT INTO "unit" VALUES(63,1,3,7,108,112,0);
INSERT INTO "unit" VALUES(64,1,3,8,118,140,1);
INSERT INTO "unit" VALUES(65,1,3,9,145,149,0);
INSERT INTO "unit" VALUES(66,1,3,10,155,173,1);
INSERT INTO "unit" VALUES(67,1,3,11,178,182,0);
INSERT INTO "unit" VALUES(68,1,3,12,188,207,1);
INSERT INTO "unit" VALUES(69,1,3,13,212,216,0);
INSERT INTO "unit" VALUES(70,1,3,14,222,244,1);
INSERT INTO "unit" VALUES(71,1,3,15,249,253,0);
INSERT INTO "unit" VALUES(72,1,3,16,259,277,1);
INSERT INTO "unit" VALUES(73,1,3,17,282,286,0);
INSERT INTO "unit" VALUES(74,1,3,18,292,311,1);
INSERT INTO "unit" VALUES(75,1,3,19,316,320,0);
INSERT INTO "unit" VALUES(76,1,3,20,326,348,1);
INSERT INTO "unit" VALUES(77,1,3,21,353,358,0);
INSERT INTO "unit" VALUES(78,1,3,22,364,383,1);
INSERT INTO "unit" VALUES(79,1,3,23,388,393,0);
INSERT INTO "unit" VALUES(80,1,3,24,399,419,1);
INSERT INTO "unit" VALUES(81,1,3,25,424,429,0);
INSERT INTO "unit" VALUES(82,1,3,26,435,458,1);
INSERT INTO "unit" VALUES(83,1,3,27,463,468,0);
INSERT INTO "unit" VALUES(84,1,3,28,474,493,1);
INSERT INTO "unit" VALUES(85,2,3,1,4,8,0);
INSERT INTO "unit" VALUES(86,2,3,2,14,28,1);
INSERT INTO "unit" VALUES(87,2,3,3,28,36,1);
INSERT INTO "unit" VALUES(88,2,3,4,41,45,0);
INSERT INTO "unit" VALUES(89,2,3,5,51,61,1);
INSERT INTO "unit" VALUES(90,2,3,6,61,69,1);
INSERT INTO "unit" VALUES(91,2,3,7,74,78,0);
INSERT INTO "unit" VALUES(92,2,3,8,84,95,1);
INSERT INTO "unit" VALUES(93,2,3,9,95,103,1);
INSERT INTO "unit" VALUES(94,2,3,10,108,112,0);
INSERT INTO "unit" VALUES(95,2,3,11,118,132,1);
INSERT INTO "unit" VALUES(96,2,3,12,132,140,1);
INSERT INTO "unit" VALUES(97,2,3,13,145,149,0);
INSERT INTO "unit" VALUES(98,2,3,14,155,165,1);
INSERT INTO "unit" VALUES(99,2,3,15,165,173,1);
INSERT INTO "unit" VALUES(100,2,3,16,178,182,0);
INSERT INTO "unit" VALUES(101,2,3,17,188,199,1);
INSERT INTO "unit" VALUES(102,2,3,18,199,207,1);
INSERT INTO "unit" VALUES(103,2,3,19,212,216,0);
INSERT INTO "unit" VALUES(104,2,3,20,222,236,1);
INSERT INTO "unit" VALUES(105,2,3,21,236,244,1);
INSERT INTO "unit" VALUES(106,2,3,22,249,253,0);
INSERT INTO "unit" VALUES(107,2,3,23,259,269,1);
INSERT INTO "unit" VALUES(108,2,3,24,269,277,1);
INSERT INTO "unit" VALUES(109,2,3,25,282,286,0);
INSERT INTO "unit" VALUES(110,2,3,26,292,303,1);
INSERT INTO "unit" VALUES(111,2,3,27,303,311,1);
INSERT INTO "unit" VALUES(112,2,3,28,316,320,0);
INSERT INTO "unit" VALUES(113,2,3,29,326,340,1);
INSERT INTO "unit" VALUES(114,2,3,30,340,348,1);
INSERT INTO "unit" VALUES(115,2,3,31,353,358,0);
INSERT INTO "unit" VALUES(116,2,3,32,364,374,1);
INSERT INTO "unit" VALUES(117,2,3,33,374,383,1);
INSERT INTO "unit" VALUES(118,2,3,34,388,393,0);
INSERT INTO "unit" VALUES(119,2,3,35,399,410,1);
INSERT INTO "unit" VALUES(120,2,3,36,410,419,1);
INSERT INTO "unit" VALUES(121,2,3,37,424,429,0);
INSERT INTO "unit" VALUES(122,2,3,38,435,449,1);
INSERT INTO "unit" VALUES(123,2,3,39,449,458,1);
INSERT INTO "unit" VALUES(124,2,3,40,463,468,0);
INSERT INTO "unit" VALUES(125,2,3,41,474,484,1);
INSERT INTO "unit" VALUES(126,2,3,42,484,493,1);
INSERT INTO "unit" VALUES(127,3,3,1,4,8,0);
INSERT INTO "unit" VALUES(128,3,3,2,14,36,1);
INSERT INTO "unit" VALUES(129,3,3,3,41,45,0);
INSERT INTO "unit" VALUES(130,3,3,4,51,69,1);
INSERT INTO "unit" VALUES(131,3,3,5,74,78,0);
INSERT INTO "unit" VALUES(132,3,3,6,84,103,1);
INSERT INTO "unit" VALUES(133,3,3,7,108,112,0);
INSERT INTO "unit" VALUES(134,3,3,8,118,140,1);
INSERT INTO "unit" VALUES(135,3,3,9,145,149,0);
INSERT INTO "unit" VALUES(136,3,3,10,155,173,1);
INSERT INTO "unit" VALUES(137,3,3,11,178,182,0);
INSERT INTO "unit" VALUES(138,3,3,12,188,207,1);
INSERT INTO "unit" VALUES(139,3,3,13,212,216,0);
INSERT INTO "unit" VALUES(140,3,3,14,222,244,1);
INSERT INTO "unit" VALUES(141,3,3,15,249,253,0);
INSERT INTO "unit" VALUES(142,3,3,16,259,277,1);
INSERT INTO "unit" VALUES(143,3,3,17,282,286,0);
INSERT INTO "unit" VALUES(144,3,3,18,292,311,1);
INSERT INTO "unit" VALUES(145,3,3,19,316,320,0);
INSERT INTO "unit" VALUES(146,3,3,20,326,348,1);
INSERT INTO "unit" VALUES(147,3,3,21,353,358,0);
INSERT INTO "unit" VALUES(148,3,3,22,364,383,1);
INSERT INTO "unit" VALUES(149,3,3,23,388,393,0);
INSERT INTO "unit" VALUES(150,3,3,24,399,419,1);
INSERT INTO "unit" VALUES(151,3,3,25,424,429,0);
INSERT INTO "unit" VALUES(152,3,3,26,435,458,1);
INSERT INTO "unit" VALUES(153,3,3,27,463,468,0);
INSERT INTO "unit" VALUES(154,3,3,28,474,493,1);
INSERT INTO "unit" VALUES(155,4,1,1,0,20,1);
CREATE TABLE unit_set (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	kind VARCHAR NOT NULL, 
	rule VARCHAR NOT NULL, 
	CONSTRAINT uq_unit_set_kind UNIQUE (kind, rule)
);
INSERT INTO "unit_set" VALUES(1,'turn','turn-1');
INSERT INTO "unit_set" VALUES(2,'sentence','sentence-1');
INSERT INTO "unit_set" VALUES(3,'paragraph','line-1');
INSERT INTO "unit_set" VALUES(4,'bracket','bracket-1');
CREATE INDEX ix_event_actor_seq ON event (actor, seq);
CREATE INDEX ix_text_version_transcript ON text_version (transcript);
CREATE INDEX ix_speaker_transcript ON speaker (transcript);
CREATE INDEX ix_code_version_version ON code_version (version);
CREATE INDEX ix_relation_version ON relation (version);
CREATE INDEX ix_memo_target_kind_target ON memo (target_kind, target);
CREATE INDEX ix_turn_text ON turn (text);
CREATE INDEX ix_unit_text_unit_set ON unit (text, unit_set);
CREATE INDEX ix_score_sheet_run ON score_sheet (run);
CREATE INDEX ix_reading_unit ON reading (unit);
CREATE INDEX ix_suggestion_unit ON suggestion (unit);
CREATE INDEX ix_suggestion_run ON suggestion (run);
CREATE INDEX ix_model_score_run ON model_score (run);
CREATE INDEX ix_pick_coder_round ON pick (coder, round);
CREATE INDEX ix_coding_code ON coding (code);
CREATE INDEX ix_coding_text ON coding (text);
CREATE INDEX ix_coding_round_coder_text ON coding (round, coder, text);
CREATE INDEX ix_first_answer_unit ON first_answer (unit);
CREATE INDEX ix_shown_suggestion ON shown (suggestion);
CREATE INDEX ix_decision_suggestion ON decision (suggestion);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('setting',3);
INSERT INTO "sqlite_sequence" VALUES('unit_set',4);
INSERT INTO "sqlite_sequence" VALUES('codebook_version',2);
INSERT INTO "sqlite_sequence" VALUES('code',3);
INSERT INTO "sqlite_sequence" VALUES('code_version',5);
INSERT INTO "sqlite_sequence" VALUES('participant',6);
INSERT INTO "sqlite_sequence" VALUES('transcript',3);
INSERT INTO "sqlite_sequence" VALUES('text_version',3);
INSERT INTO "sqlite_sequence" VALUES('speaker',6);
INSERT INTO "sqlite_sequence" VALUES('turn',44);
INSERT INTO "sqlite_sequence" VALUES('unit',155);
INSERT INTO "sqlite_sequence" VALUES('coder',3);
INSERT INTO "sqlite_sequence" VALUES('round',3);
INSERT INTO "sqlite_sequence" VALUES('coding',15);
INSERT INTO "sqlite_sequence" VALUES('reading',62);
INSERT INTO "sqlite_sequence" VALUES('memo',2);
INSERT INTO "sqlite_sequence" VALUES('adjudication',2);
INSERT INTO "sqlite_sequence" VALUES('code_map',1);
INSERT INTO "sqlite_sequence" VALUES('sample',1);
INSERT INTO "sqlite_sequence" VALUES('sampled_turn',10);
INSERT INTO "sqlite_sequence" VALUES('token_cache',3);
INSERT INTO "sqlite_sequence" VALUES('embedding_cache',3);
INSERT INTO "sqlite_sequence" VALUES('run',1);
INSERT INTO "sqlite_sequence" VALUES('suggestion',8);
INSERT INTO "sqlite_sequence" VALUES('score_sheet',3);
INSERT INTO "sqlite_sequence" VALUES('receipt',1);
INSERT INTO "sqlite_sequence" VALUES('pick',20);
INSERT INTO "sqlite_sequence" VALUES('first_answer',14);
INSERT INTO "sqlite_sequence" VALUES('shown',5);
INSERT INTO "sqlite_sequence" VALUES('decision',5);
COMMIT;
