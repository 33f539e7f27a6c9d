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
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
INSERT INTO "alembic_version" VALUES('0003');
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
INSERT INTO "code" VALUES(1,'c841fe8b-1e34-4d96-bf8f-b8db61b4fb4d','repair');
INSERT INTO "code" VALUES(2,'ba2e3884-c4eb-47a1-91c8-bb71c38c3dd8','门口');
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
INSERT INTO "code_version" VALUES(1,1,1,0,NULL,NULL,'category','{"zh": "修缮"}','{"zh": "说到修理房屋和设施的事。"}','[]','[]','[]','["漏水", "修"]','[]','','','2678011190dbece6679351f74971b37cf3b72bc12d70ea76e3abe10049ebb8b7');
INSERT INTO "code_version" VALUES(2,2,1,1,NULL,NULL,'category','{"zh": "门口议事"}','{"zh": "居民在门口商量事情。"}','[]','[]','[]','["门口", "碰头"]','[]','','','dd9cef369afc13ff703c1d740849521df59b09931dfdcd467f31fc98974eddf0');
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
INSERT INTO "codebook_version" VALUES(1,NULL,'ff6222a23a619d87aff6072b2b999b0d689ed4f3247022b014409aa8bb7d5ea3',0,'{"zh": "小研究"}','[]','title: {zh: 小研究}
codes:
  - id: repair
    labels: {zh: 修缮}
    definition: {zh: 说到修理房屋和设施的事。}
    keywords: [漏水, 修]
  - id: 门口
    labels: {zh: 门口议事}
    definition: {zh: 居民在门口商量事情。}
    keywords: [门口, 碰头]
','2026-11-24T15:33:17.790+00:00');
CREATE TABLE coder (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uuid VARCHAR(36) NOT NULL, 
	name VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	members JSON NOT NULL, 
	CONSTRAINT uq_coder_uuid UNIQUE (uuid), 
	CONSTRAINT uq_coder_name UNIQUE (name)
);
INSERT INTO "coder" VALUES(1,'6e74b37b-0bf9-46eb-a906-9c13b4b678c8','A','person','[]');
INSERT INTO "coder" VALUES(2,'d5f95ec1-e217-4a68-9a50-75477444f027','B','person','[]');
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
INSERT INTO "coding" VALUES(1,'9c609669-134f-41cf-a411-e4838035d4bd',1,1,1,16,24,1,1,'manual','unaided',NULL,'2026-11-24T15:33:17.834+00:00');
INSERT INTO "coding" VALUES(2,'f3f86b47-14fb-4c2c-8873-2063b7bc7d90',1,1,2,16,30,2,1,'manual','unaided',NULL,'2026-11-24T15:33:17.839+00:00');
INSERT INTO "coding" VALUES(3,'25174731-e448-4ce8-83f8-028554b9d0ad',1,2,1,16,24,1,1,'manual','unaided',NULL,'2026-11-24T15:33:17.843+00:00');
INSERT INTO "coding" VALUES(4,'5473d619-f39b-4ec0-ba40-5db6e5816fd4',2,1,2,237,248,1,1,'manual','unaided',NULL,'2026-11-24T15:33:21.019+00:00');
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
INSERT INTO "decision" VALUES(1,'99631d87-4cd8-41e7-8d48-c896664e713a',2,1,16,1,62,2,1,1,'rejected',NULL,NULL,9.28571428571428603149e-01,'2026-11-24T15:33:21.041+00:00');
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
INSERT INTO "event" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',1,'2026-11-24T15:33:17.794+00:00','','project.create',NULL,NULL,'0000000000000000000000000000000000000000000000000000000000000000','b4a65e1e141d826c48888194726258c7644b03065303903e137a8752181c8a5f','a1b07a1c4e53c43a3909f2440a24a8fff84e98afcc03f4a7b2ad726c15fc1ba4');
INSERT INTO "event" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',2,'2026-11-24T15:33:17.811+00:00','','transcript.ingest',NULL,NULL,'a1b07a1c4e53c43a3909f2440a24a8fff84e98afcc03f4a7b2ad726c15fc1ba4','72080e84405f6dcffe741e626c515712ed5cf77a15829f7dd589ded87e86c685','116348ff5a8b6c202468ff6d0b236aa7b23186e30345bed036a7a0e95e47ae0c');
INSERT INTO "event" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',3,'2026-11-24T15:33:17.816+00:00','','transcript.ingest',NULL,NULL,'116348ff5a8b6c202468ff6d0b236aa7b23186e30345bed036a7a0e95e47ae0c','09bf4d89a3f53aa45072a7fd112bb340b1fa346951c1aa1bdf5d8b06c1336dfb','e27ab234cad5403971ce088f6e058b915ab558a0da513d06f70d11e8f07f0cce');
INSERT INTO "event" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',4,'2026-11-24T15:33:17.819+00:00','','transcript.ingest',NULL,NULL,'e27ab234cad5403971ce088f6e058b915ab558a0da513d06f70d11e8f07f0cce','88d5aab84270a67a3155a1e5cd958561dd23c2ead388e682db52a4d5933be81c','99b150ebf90d183b266b97c92e5707d4dabde6ded5f5f320b3b789e9659371a7');
INSERT INTO "event" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',5,'2026-11-24T15:33:17.821+00:00','A','coder.add',NULL,NULL,'99b150ebf90d183b266b97c92e5707d4dabde6ded5f5f320b3b789e9659371a7','ba70f32d8344d6cc62a6dc0ba8171457d1fd5b5f02344bc240c23fb0f59de3fb','4256fc387dc8c63b2946c01ed83ceaed84d27da01939b97c312aed3a4119680c');
INSERT INTO "event" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',6,'2026-11-24T15:33:17.822+00:00','B','coder.add',NULL,NULL,'4256fc387dc8c63b2946c01ed83ceaed84d27da01939b97c312aed3a4119680c','8782736eb53d753c38ff976ddd308fe46b46d55a8c1337536e401d33d057c8ed','acf5c0d8647d950d225d023c28cdaf908ad593504d595db8043fe4e3383bd06d');
INSERT INTO "event" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',7,'2026-11-24T15:33:17.827+00:00','','round.open',1,NULL,'acf5c0d8647d950d225d023c28cdaf908ad593504d595db8043fe4e3383bd06d','84f91f9e6a365dde2aea43d9657a697ce87b256b159a42fbe83944b952e9903d','428937924728a96bdec332c086842d1860553581072bfdd4bbf222292e499d67');
INSERT INTO "event" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',8,'2026-11-24T15:33:17.836+00:00','A','coding.add',1,NULL,'428937924728a96bdec332c086842d1860553581072bfdd4bbf222292e499d67','9cff176d51e2aa087e5c7d36849b659afcf4e4aee85344c483d54e4818dfd635','6ac9b19da6d2b4f9cfe04fc1b5e838183d64a3a1e73f9980124a07240c73f9cc');
INSERT INTO "event" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',9,'2026-11-24T15:33:17.840+00:00','A','coding.add',1,NULL,'6ac9b19da6d2b4f9cfe04fc1b5e838183d64a3a1e73f9980124a07240c73f9cc','4469d2352a1472c7110b26774965373e76ca7004b60ecf177d383a51c9278cfa','958c79284a1108a0b786111db8888f3d72f8f8b388f36c13787f0f3aa63bf2ee');
INSERT INTO "event" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',10,'2026-11-24T15:33:17.843+00:00','B','coding.add',1,NULL,'958c79284a1108a0b786111db8888f3d72f8f8b388f36c13787f0f3aa63bf2ee','a42ab8fa3f6a28268be59b3ce6b073f087a4d377d647cf59b2a10b725ecfee53','18ee2ad6aafe840e6d75c234d20700beb8e860278e5613ad7967f459dba48837');
INSERT INTO "event" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',11,'2026-11-24T15:33:17.848+00:00','A','coding.read',1,NULL,'18ee2ad6aafe840e6d75c234d20700beb8e860278e5613ad7967f459dba48837','c0561b87c58ba0d9384e5962f200660a29dedb58be79d8358c00d87bd0c28f86','3b863fcd88cd9f8e232c866ba89f14e56739d817e7dae1cc15567c9b17abadce');
INSERT INTO "event" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',12,'2026-11-24T15:33:17.852+00:00','B','coding.read',1,NULL,'3b863fcd88cd9f8e232c866ba89f14e56739d817e7dae1cc15567c9b17abadce','baf9007746644a6f164bf79a5b9068a1376b61ebbd37582c29054a2050e6a13b','299c6be8ff9e241e1761ad61ff01fdce512c352fb1a9427281224caf497b7f73');
INSERT INTO "event" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',13,'2026-11-24T15:33:17.855+00:00','B','coding.read',1,NULL,'299c6be8ff9e241e1761ad61ff01fdce512c352fb1a9427281224caf497b7f73','52a7f85c46089d7706b973a2463c5f466572a2acc3f24cf4743e96b6470ca9ba','b4070217256c71c822333bba17298d93b78c9d8f93ae7b9df98b81e55c6a9777');
INSERT INTO "event" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',14,'2026-11-24T15:33:17.858+00:00','B','coding.read',1,NULL,'b4070217256c71c822333bba17298d93b78c9d8f93ae7b9df98b81e55c6a9777','aad6fd2e3c517a095b16735a593a38af830d7fea72e3b1fbda5d668ea4d128d2','e1392c5b084753a603c91352789dab47cb8aa77c4a55aebdb13053b87acdfdfc');
INSERT INTO "event" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',15,'2026-11-24T15:33:17.861+00:00','A','memo.add',NULL,NULL,'e1392c5b084753a603c91352789dab47cb8aa77c4a55aebdb13053b87acdfdfc','42aeeda53f33e7e5d121664996826a0718f1a392cd98ac26fd44e282f1a5f994','df59e1c27f8d1128f06ebf23538f080f9043491dd6fdef888dd27860cafd7120');
INSERT INTO "event" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',16,'2026-11-24T15:33:17.862+00:00','A','memo.add',NULL,NULL,'df59e1c27f8d1128f06ebf23538f080f9043491dd6fdef888dd27860cafd7120','083843ba51cdf8ecdeb1b5a7f0c27ec7ce365baab6fc1cb4fb75aefa05bbfdc1','5a21ef9de7ac6aed18097e58df507bd70cb76293052e383c9d07ce307449954c');
INSERT INTO "event" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',17,'2026-11-24T15:33:17.872+00:00','','round.close',1,NULL,'5a21ef9de7ac6aed18097e58df507bd70cb76293052e383c9d07ce307449954c','fc4a47a2ef87003544eb9d4cfc79b4493069b20de189856e1181bd357ef4b0ef','7cc63f859070c2e44a3a90f0569a8590997703ae6c4b3992e7a957d36156902d');
INSERT INTO "event" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',18,'2026-11-24T15:33:17.874+00:00','','round.open',2,NULL,'7cc63f859070c2e44a3a90f0569a8590997703ae6c4b3992e7a957d36156902d','3380406e1c3c234ff2d00fe80c2639b623afce3af8785a6be715628fe5bbe018','430bd4c2220f6bab8300596ae7d37dfadec982c835d8924ef7c338ec97fb9647');
INSERT INTO "event" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',19,'2026-11-24T15:33:18.314+00:00','','sample.draw',NULL,NULL,'430bd4c2220f6bab8300596ae7d37dfadec982c835d8924ef7c338ec97fb9647','19ef1358d8f32812fd1b1198966868f508e166447120153f4e2e90f810427659','a368e82267d8cc0759fdae79e9b8a2738c473861ed3c0b547bf97ee75a46c5cf');
INSERT INTO "event" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',20,'2026-11-24T15:33:20.966+00:00','','suggestion.run',NULL,NULL,'a368e82267d8cc0759fdae79e9b8a2738c473861ed3c0b547bf97ee75a46c5cf','4565f09316437cb858efa8f0afa77eac361fda193c3f83826c04568892409ad9','ca6fa2ec4581e76c9f5b232cdb896b7e8c9ecf7dca285f23e30fb4a4f952f9d5');
INSERT INTO "event" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',21,'2026-11-24T15:33:21.002+00:00','A','pick.batch',2,NULL,'ca6fa2ec4581e76c9f5b232cdb896b7e8c9ecf7dca285f23e30fb4a4f952f9d5','32f744c4093c539c1f9f65e6b661755c95cf136e51b41f81fd219898b85ec6a1','2da664df53bd1f0c12f7ecd99d7e9e0faed26e8f90624982467c09f5fc57f11e');
INSERT INTO "event" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',22,'2026-11-24T15:33:21.021+00:00','A','card.answered',2,NULL,'2da664df53bd1f0c12f7ecd99d7e9e0faed26e8f90624982467c09f5fc57f11e','71e465fb72b4f53ce743be3d73837b3148f0a5569a207c086e47798fe41bc57f','8f193551e0eabf4a0610b7c5a8911b72af33c88f3c258839dfb4991e2fb4b86a');
INSERT INTO "event" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',23,'2026-11-24T15:33:21.035+00:00','A','suggestion.show',2,NULL,'8f193551e0eabf4a0610b7c5a8911b72af33c88f3c258839dfb4991e2fb4b86a','498b451ce78b67bb3702d324b15155fb9668aaa67ba7b441e623c55fea4fab5f','5145830889904b7fd6f0ab7c22676ff4325a336ca5164fa56b81ec14e87a6141');
INSERT INTO "event" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',24,'2026-11-24T15:33:21.043+00:00','A','card.finished',2,NULL,'5145830889904b7fd6f0ab7c22676ff4325a336ca5164fa56b81ec14e87a6141','8cc84d34cc1be55f1c2b8c967da1f18fa122e4c316a028a13c908337b872b6c7','4a3e3299d9a0abc9d0c1ceda13c65f137d317c1fbab849f831a7731bc6ab870b');
INSERT INTO "event" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',25,'2026-11-24T15:33:21.047+00:00','A','coding.add',2,NULL,'4a3e3299d9a0abc9d0c1ceda13c65f137d317c1fbab849f831a7731bc6ab870b','ab0ba63cbae22462a3d19ea35136245b358057fb73a6da74f4e1630165f4c382','0141017e918e49f676834acaccbe6386bd3ad59ba0baf3c74c98df1e0fcf91b8');
INSERT INTO "event" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',26,'2026-11-24T15:33:21.051+00:00','A','undo',2,25,'0141017e918e49f676834acaccbe6386bd3ad59ba0baf3c74c98df1e0fcf91b8','0e26aa1d3f383eb2b86f56ea23dc032adaa41c7a01bc8dc5f13d9794628b2487','1b4b2096280cb91c4294952293744455b2cf604237f9534d7aa417956c7727f9');
INSERT INTO "event" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',27,'2026-11-24T15:33:21.054+00:00','A','redo',2,26,'1b4b2096280cb91c4294952293744455b2cf604237f9534d7aa417956c7727f9','8e3ec46fef9d1c54d7c400ef4672f98f0b47aaad2921284ca8503a3aba53f131','4dcba5a00ec9c329249bd1a58e67471f76c274ab3db9566dd42bf9950009ec63');
INSERT INTO "event" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',28,'2026-11-24T15:33:21.056+00:00','A','undo',2,27,'4dcba5a00ec9c329249bd1a58e67471f76c274ab3db9566dd42bf9950009ec63','dd80a8c45b14afa9e8822c6660bc3515ac1bea9bca35bcc759793f80db769e09','abfb994d65255b7586bd868f6f200f41e2e9a551de440d505c3ff8d9eb38bc97');
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
INSERT INTO "first_answer" VALUES(1,'56b79dcf-04fd-4981-ad32-d69b0fd48a69',2,1,62,1,'["repair"]',1,NULL,'2026-11-24T15:33:21.021+00:00');
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
INSERT INTO "memo" VALUES(1,'cfd352df-e7ec-43b3-b8ed-8f25371432d3',1,'project','','𠮷 👨‍👩‍👧 想到的','2026-11-24T15:33:17.859+00:00');
INSERT INTO "memo" VALUES(2,'a685a41b-bad1-46dd-9d1f-4b4f50fd7cd0',1,'coding','9c609669-134f-41cf-a411-e4838035d4bd','这里是关键','2026-11-24T15:33:17.861+00:00');
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
INSERT INTO "participant" VALUES(1,'稿1','','','','{}','{}');
INSERT INTO "participant" VALUES(2,'稿2','','','','{}','{}');
INSERT INTO "participant" VALUES(3,'稿3','','','','{}','{}');
CREATE TABLE payload (
	replica VARCHAR(36) NOT NULL, 
	seq INTEGER NOT NULL, 
	salt VARCHAR(32) NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_payload PRIMARY KEY (replica, seq)
);
INSERT INTO "payload" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',1,'ebd6dcc6c769990277066a39861203f0','{"bulk":[],"changes":[["insert","setting",{"id":1,"name":"replica","value":"3289aa39-3b9c-45ec-8f76-2b31027676b1"}],["insert","unit_set",{"id":1,"kind":"turn","rule":"turn-1"}],["insert","unit_set",{"id":2,"kind":"sentence","rule":"sentence-1"}],["insert","unit_set",{"id":3,"kind":"paragraph","rule":"line-1"}],["insert","setting",{"id":2,"name":"language","value":"zh"}],["insert","codebook_version",{"created":"2026-11-24T15:33:17.790+00:00","frozen":false,"groups":[],"id":1,"parent":null,"semantic_hash":"ff6222a23a619d87aff6072b2b999b0d689ed4f3247022b014409aa8bb7d5ea3","source":"title: {zh: 小研究}\ncodes:\n  - id: repair\n    labels: {zh: 修缮}\n    definition: {zh: 说到修理房屋和设施的事。}\n    keywords: [漏水, 修]\n  - id: 门口\n    labels: {zh: 门口议事}\n    definition: {zh: 居民在门口商量事情。}\n    keywords: [门口, 碰头]\n","title":{"zh":"小研究"}}],["insert","code",{"id":1,"name":"repair","uuid":"c841fe8b-1e34-4d96-bf8f-b8db61b4fb4d"}],["insert","code",{"id":2,"name":"门口","uuid":"ba2e3884-c4eb-47a1-91c8-bb71c38c3dd8"}],["insert","code_version",{"code":1,"colour":"","definition":{"zh":"说到修理房屋和设施的事。"},"examples":[],"exclude":[],"group":null,"id":1,"include":[],"key":"","keywords":["漏水","修"],"labels":{"zh":"修缮"},"level":"category","parent":null,"patterns":[],"position":0,"semantic_hash":"2678011190dbece6679351f74971b37cf3b72bc12d70ea76e3abe10049ebb8b7","version":1}],["insert","code_version",{"code":2,"colour":"","definition":{"zh":"居民在门口商量事情。"},"examples":[],"exclude":[],"group":null,"id":2,"include":[],"key":"","keywords":["门口","碰头"],"labels":{"zh":"门口议事"},"level":"category","parent":null,"patterns":[],"position":1,"semantic_hash":"dd9cef369afc13ff703c1d740849521df59b09931dfdcd467f31fc98974eddf0","version":1}]]}');
INSERT INTO "payload" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',2,'ce498b3d62465d7b76914f666b9cf890','{"bulk":[{"digest":"e1a1dcd7f970e79856f8daac0b2e49a87ce80f0841b3330a9a33808f8d1377e6","scope":{"text":1},"table":"turn"},{"digest":"f8d781e08c9421254484bddab463f09b1ecff983df2ca080a49f08cc16872a6b","scope":{"text":1,"unit_set":1},"table":"unit"},{"digest":"14ab5e9b136071f087c30c8b86bb9c5ef5e26763d8cc5e516b629e9ef217f110","scope":{"text":1,"unit_set":2},"table":"unit"},{"digest":"bc5b74d7ef3437e1a17cac647f6b0ec4a619f10cc7543b88a0dccb2aa93c2427","scope":{"text":1,"unit_set":3},"table":"unit"}],"changes":[["insert","participant",{"attributes":{},"consent":{},"group":"","id":1,"letter":"","pseudonym":"稿1","role":""}],["insert","transcript",{"id":1,"kind":"interview","name":"稿1","status":"active","uuid":"a405c4f4-16be-480a-90ea-8d28275ee6b2"}],["insert","text_version",{"created":"2026-11-24T15:33:17.807+00:00","id":1,"parent":null,"sha256":"fbcee960e1e77a081be501b4732cb47f46a803bd33f9358bcc5677d710f14b5d","transcript":1}],["insert","speaker",{"asks":true,"id":1,"label":"访谈者","participant":null,"transcript":1}],["insert","speaker",{"asks":false,"id":2,"label":"受访者","participant":1,"transcript":1}]]}');
INSERT INTO "payload" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',3,'936373c05068fd3aea95d95fabc5c0d8','{"bulk":[{"digest":"d2b6cb08529f810289fdd11b2c649647fa3f064693ae8a6523ec57ff5480c4c1","scope":{"text":2},"table":"turn"},{"digest":"e1657e63db62dc4b7e7add3582034cf3356dfea55d3067b50fbf47513bd9cd84","scope":{"text":2,"unit_set":1},"table":"unit"},{"digest":"37ef4dd8cf096e11e61fcf87c08a22f81e96f26bc7c2b30c717abffb475a5745","scope":{"text":2,"unit_set":2},"table":"unit"},{"digest":"e4b3297358079427521a6db8b2c05afae75d4cc42206932c040ecac46b8824fe","scope":{"text":2,"unit_set":3},"table":"unit"}],"changes":[["insert","participant",{"attributes":{},"consent":{},"group":"","id":2,"letter":"","pseudonym":"稿2","role":""}],["insert","transcript",{"id":2,"kind":"interview","name":"稿2","status":"active","uuid":"0e5af92b-e571-4f2e-b3cc-648f3b0a0d1d"}],["insert","text_version",{"created":"2026-11-24T15:33:17.814+00:00","id":2,"parent":null,"sha256":"dac9155467f649f9f0ee0d40e0b431111b9559611c8484cd6481e386f4dbb47c","transcript":2}],["insert","speaker",{"asks":true,"id":3,"label":"访谈者","participant":null,"transcript":2}],["insert","speaker",{"asks":false,"id":4,"label":"受访者","participant":2,"transcript":2}]]}');
INSERT INTO "payload" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',4,'6b93a4b41eba1f55341a2a6ae98fb1e4','{"bulk":[{"digest":"8bb572e18c85a9eae38814e7ed975c6e4826291da7ced883c8e6f7c1ae2fa09c","scope":{"text":3},"table":"turn"},{"digest":"63784b6e1efd6bc2b9b8883671e3af191767fd13e35d9e67b5dacc06629be311","scope":{"text":3,"unit_set":1},"table":"unit"},{"digest":"c5a3cf3b3233dd5e0d53a89f27df83070c3b0e343a309b92efe285b84c13fab7","scope":{"text":3,"unit_set":2},"table":"unit"},{"digest":"b21f28dae409cc963ca85175f4ec0ae58aa386e7007f5d569ee6134d50cc8d75","scope":{"text":3,"unit_set":3},"table":"unit"}],"changes":[["insert","participant",{"attributes":{},"consent":{},"group":"","id":3,"letter":"","pseudonym":"稿3","role":""}],["insert","transcript",{"id":3,"kind":"interview","name":"稿3","status":"active","uuid":"af3f7ba0-d279-4f87-af2b-119fab88c276"}],["insert","text_version",{"created":"2026-11-24T15:33:17.818+00:00","id":3,"parent":null,"sha256":"e293113b9482d927bbcec950352eb03959688387913edf725457f412f0bdf548","transcript":3}],["insert","speaker",{"asks":true,"id":5,"label":"访谈者","participant":null,"transcript":3}],["insert","speaker",{"asks":false,"id":6,"label":"受访者","participant":3,"transcript":3}]]}');
INSERT INTO "payload" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',5,'8a6afc474a4e303d9a50b42bd6403c35','{"bulk":[],"changes":[["insert","coder",{"id":1,"kind":"person","members":[],"name":"A","uuid":"6e74b37b-0bf9-46eb-a906-9c13b4b678c8"}]]}');
INSERT INTO "payload" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',6,'1373be2252d6d5fc7412a21f840a3d00','{"bulk":[],"changes":[["insert","coder",{"id":2,"kind":"person","members":[],"name":"B","uuid":"d5f95ec1-e217-4a68-9a50-75477444f027"}]]}');
INSERT INTO "payload" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',7,'93a520ea8f0392e17b79795e4083bfa9','{"bulk":[],"changes":[["insert","round",{"closed":null,"codebook":1,"coder":null,"hash":"","id":1,"kind":"independent","name":"R1","opened":"2026-11-24T15:33:17.826+00:00","source":null,"status":"open","unit_set":null,"uuid":"dfbaba8f-38ff-4cf0-846b-f06ff0671139"}]]}');
INSERT INTO "payload" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',8,'29035ea44e1f78a1f73afbdbd2220691','{"bulk":[],"changes":[["insert","coding",{"code":1,"codebook":1,"coder":1,"created":"2026-11-24T15:33:17.834+00:00","derived_from":null,"end":24,"exposure":"unaided","id":1,"origin":"manual","round":1,"start":16,"text":1,"uuid":"9c609669-134f-41cf-a411-e4838035d4bd"}]]}');
INSERT INTO "payload" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',9,'5bf004ab6b7e5ffaae569b597f34b645','{"bulk":[],"changes":[["insert","coding",{"code":2,"codebook":1,"coder":1,"created":"2026-11-24T15:33:17.839+00:00","derived_from":null,"end":30,"exposure":"unaided","id":2,"origin":"manual","round":1,"start":16,"text":2,"uuid":"f3f86b47-14fb-4c2c-8873-2063b7bc7d90"}]]}');
INSERT INTO "payload" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',10,'6f9380a9da93a18a8f91a604fc5acbc1','{"bulk":[],"changes":[["insert","coding",{"code":1,"codebook":1,"coder":2,"created":"2026-11-24T15:33:17.843+00:00","derived_from":null,"end":24,"exposure":"unaided","id":3,"origin":"manual","round":1,"start":16,"text":1,"uuid":"25174731-e448-4ce8-83f8-028554b9d0ad"}]]}');
INSERT INTO "payload" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',11,'fe9043b7f80b40466713a29ec602b922','{"bulk":[],"changes":[["insert","reading",{"codebook":1,"coder":1,"done_at":"2026-11-24T15:33:17.847+00:00","exposure":"unaided","id":1,"round":1,"unit":1}],["insert","reading",{"codebook":1,"coder":1,"done_at":"2026-11-24T15:33:17.847+00:00","exposure":"unaided","id":2,"round":1,"unit":2}],["insert","reading",{"codebook":1,"coder":1,"done_at":"2026-11-24T15:33:17.847+00:00","exposure":"unaided","id":3,"round":1,"unit":3}],["insert","reading",{"codebook":1,"coder":1,"done_at":"2026-11-24T15:33:17.847+00:00","exposure":"unaided","id":4,"round":1,"unit":4}],["insert","reading",{"codebook":1,"coder":1,"done_at":"2026-11-24T15:33:17.847+00:00","exposure":"unaided","id":5,"round":1,"unit":5}],["insert","reading",{"codebook":1,"coder":1,"done_at":"2026-11-24T15:33:17.847+00:00","exposure":"unaided","id":6,"round":1,"unit":6}],["insert","reading",{"codebook":1,"coder":1,"done_at":"2026-11-24T15:33:17.847+00:00","exposure":"unaided","id":7,"round":1,"unit":7}]]}');
INSERT INTO "payload" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',12,'5df3fd66b94ec408936a468ee456af57','{"bulk":[],"changes":[["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-24T15:33:17.852+00:00","exposure":"unaided","id":8,"round":1,"unit":1}],["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-24T15:33:17.852+00:00","exposure":"unaided","id":9,"round":1,"unit":2}],["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-24T15:33:17.852+00:00","exposure":"unaided","id":10,"round":1,"unit":3}],["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-24T15:33:17.852+00:00","exposure":"unaided","id":11,"round":1,"unit":4}],["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-24T15:33:17.852+00:00","exposure":"unaided","id":12,"round":1,"unit":5}],["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-24T15:33:17.852+00:00","exposure":"unaided","id":13,"round":1,"unit":6}],["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-24T15:33:17.852+00:00","exposure":"unaided","id":14,"round":1,"unit":7}]]}');
INSERT INTO "payload" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',13,'11d88a40b89b4c3a5879fe00c6158217','{"bulk":[],"changes":[["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-24T15:33:17.855+00:00","exposure":"unaided","id":15,"round":1,"unit":37}],["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-24T15:33:17.855+00:00","exposure":"unaided","id":16,"round":1,"unit":38}],["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-24T15:33:17.855+00:00","exposure":"unaided","id":17,"round":1,"unit":39}],["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-24T15:33:17.855+00:00","exposure":"unaided","id":18,"round":1,"unit":40}],["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-24T15:33:17.855+00:00","exposure":"unaided","id":19,"round":1,"unit":41}],["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-24T15:33:17.855+00:00","exposure":"unaided","id":20,"round":1,"unit":42}],["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-24T15:33:17.855+00:00","exposure":"unaided","id":21,"round":1,"unit":43}]]}');
INSERT INTO "payload" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',14,'7e2732b061de74db06ec72c60bea4aa0','{"bulk":[],"changes":[["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-24T15:33:17.858+00:00","exposure":"unaided","id":22,"round":1,"unit":73}],["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-24T15:33:17.858+00:00","exposure":"unaided","id":23,"round":1,"unit":74}],["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-24T15:33:17.858+00:00","exposure":"unaided","id":24,"round":1,"unit":75}],["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-24T15:33:17.858+00:00","exposure":"unaided","id":25,"round":1,"unit":76}],["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-24T15:33:17.858+00:00","exposure":"unaided","id":26,"round":1,"unit":77}],["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-24T15:33:17.858+00:00","exposure":"unaided","id":27,"round":1,"unit":78}],["insert","reading",{"codebook":1,"coder":2,"done_at":"2026-11-24T15:33:17.858+00:00","exposure":"unaided","id":28,"round":1,"unit":79}]]}');
INSERT INTO "payload" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',15,'5a37733d7cb55f79d901e1c62d4ad6e2','{"bulk":[],"changes":[["insert","memo",{"coder":1,"created":"2026-11-24T15:33:17.859+00:00","id":1,"target":"","target_kind":"project","text":"𠮷 👨‍👩‍👧 想到的","uuid":"cfd352df-e7ec-43b3-b8ed-8f25371432d3"}]]}');
INSERT INTO "payload" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',16,'a861062800a9496af06cd46dc9133e3e','{"bulk":[],"changes":[["insert","memo",{"coder":1,"created":"2026-11-24T15:33:17.861+00:00","id":2,"target":"9c609669-134f-41cf-a411-e4838035d4bd","target_kind":"coding","text":"这里是关键","uuid":"a685a41b-bad1-46dd-9d1f-4b4f50fd7cd0"}]]}');
INSERT INTO "payload" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',17,'41ad700f9c3870bf1eb39dbca6c5622c','{"bulk":[],"changes":[["update","round",1,{"closed":null,"codebook":1,"hash":"","status":"open"},{"closed":"2026-11-24T15:33:17.870+00:00","codebook":1,"hash":"0c7e3f5566607efc2bd4ada92c675be843e0118d5d309e5d2c4222fafc5dac31","status":"closed"}]]}');
INSERT INTO "payload" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',18,'e8d49a543c024f50bf5d991bb2f097f2','{"bulk":[],"changes":[["insert","round",{"closed":null,"codebook":1,"coder":null,"hash":"","id":2,"kind":"independent","name":"R2","opened":"2026-11-24T15:33:17.873+00:00","source":null,"status":"open","unit_set":null,"uuid":"2658b206-9867-42aa-8260-a79968354bc8"}]]}');
INSERT INTO "payload" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',19,'bc06029295778f2659dd478a9f4a5737','{"bulk":[],"changes":[["insert","sample",{"created":"2026-11-24T15:33:18.312+00:00","frame_hash":"717065800697ae5f643936b6a45af3a79e6725f315b2174eaf1c42352112f7f3","id":1,"seed":1,"unit_set":1}],["insert","sampled_turn",{"id":1,"position":0,"role":"blind","sample":1,"stratum":"764c496ac65ce520dd4ade62788d0e45ca14db08ecc931f337a00baa0faf1056","turn":21}],["insert","sampled_turn",{"id":2,"position":1,"role":"blind","sample":1,"stratum":"764c496ac65ce520dd4ade62788d0e45ca14db08ecc931f337a00baa0faf1056","turn":2}],["insert","sampled_turn",{"id":3,"position":2,"role":"reserve","sample":1,"stratum":"764c496ac65ce520dd4ade62788d0e45ca14db08ecc931f337a00baa0faf1056","turn":16}],["insert","sampled_turn",{"id":4,"position":3,"role":"reserve","sample":1,"stratum":"764c496ac65ce520dd4ade62788d0e45ca14db08ecc931f337a00baa0faf1056","turn":18}]]}');
INSERT INTO "payload" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',20,'d99b6b2e2bd1a985bb8c2be77d042304','{"bulk":[{"digest":"46a112947bc1251397d23a4c4b924746847220300213baefaa046488a7db4764","scope":{"run":1},"table":"suggestion"},{"digest":"af4851d390e896bfdf0308921dc650f98c5e513dd7b77d39f3cc804faf32801b","scope":{"run":1},"table":"score_sheet"}],"changes":[["insert","run",{"audience":1,"codebook":1,"created":"2026-11-24T15:33:20.959+00:00","id":1,"params":{"cuts":{"repair":0.5,"门口":0.5},"engine":"use-multilingual-3/0.2.1","evaluation":{"columns":["code","positives","negatives","transcripts","average_precision","precision","recall","f1","threshold","reason"],"name":"evaluation","notes":["每个单位的分数来自没有学过该访谈稿的模型（按访谈稿分为 3 折，随机种子 2026）。","阈值取这些分数上 F1 最高处，所以精确率、召回率和 F1 偏乐观；分数只用于排序，不是概率。","看过建议之后的编码会抬高这些数字；以无建议样本（盲样）为准。"],"rows":[{"average_precision":null,"code":"修缮","f1":null,"negatives":31,"positives":0,"precision":null,"reason":"有编码的单位太少：还需 5 个；在此之前只用关键词与词语模式","recall":null,"threshold":null,"transcripts":3},{"average_precision":null,"code":"门口议事","f1":null,"negatives":31,"positives":0,"precision":null,"reason":"有编码的单位太少：还需 5 个；在此之前只用关键词与词语模式","recall":null,"threshold":null,"transcripts":3}],"title":"机器建议的检验"},"folds":3,"scales":{"repair":"similarity","门口":"similarity"},"texts":[1,2,3]},"suggester":"blend","training_hash":"a8380b70327c6e1d56c55fff44258017e5cc1444ab2565f349812f0b3b2d829f","uuid":"62fc6913-1fef-496b-bab8-4feff0112287"}]]}');
INSERT INTO "payload" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',21,'5423568f35e7d06a4e132371682110d2','{"bulk":[],"changes":[["insert","pick",{"at":"2026-11-24T15:33:20.998+00:00","batch":1,"coder":1,"id":1,"mode":"code_first","position":1,"probability":0.9285714285714286,"queue":"mix/random","round":2,"run":1,"unit":62,"uuid":"dced5bd7-4d65-43a2-a20a-0c8c0db2741b","withheld":false}],["insert","pick",{"at":"2026-11-24T15:33:20.998+00:00","batch":1,"coder":1,"id":2,"mode":"code_first","position":2,"probability":0.9285714285714286,"queue":"mix/random","round":2,"run":1,"unit":59,"uuid":"35240078-dbb9-471a-a5e7-2d4d6348a1ea","withheld":false}],["insert","pick",{"at":"2026-11-24T15:33:20.998+00:00","batch":1,"coder":1,"id":3,"mode":"code_first","position":3,"probability":0.9285714285714286,"queue":"mix/random","round":2,"run":1,"unit":49,"uuid":"91295e07-a3f3-4729-98b5-b8afe0585817","withheld":false}],["insert","pick",{"at":"2026-11-24T15:33:20.998+00:00","batch":1,"coder":1,"id":4,"mode":"code_first","position":4,"probability":0.9285714285714286,"queue":"mix/random","round":2,"run":1,"unit":52,"uuid":"ab2d7cd2-d81a-44c7-a183-ac432a8eeab1","withheld":true}],["insert","pick",{"at":"2026-11-24T15:33:20.998+00:00","batch":1,"coder":1,"id":5,"mode":"code_first","position":5,"probability":1.0,"queue":"mix/seed","round":2,"run":1,"unit":45,"uuid":"3c8fe355-95cb-4cf4-9e95-ca50f7a62fc0","withheld":false}],["insert","pick",{"at":"2026-11-24T15:33:20.998+00:00","batch":1,"coder":1,"id":6,"mode":"code_first","position":6,"probability":1.0,"queue":"mix/seed","round":2,"run":1,"unit":56,"uuid":"86bc5dfc-d6ba-4af8-a4ff-7304414880e2","withheld":false}],["insert","pick",{"at":"2026-11-24T15:33:20.998+00:00","batch":1,"coder":1,"id":7,"mode":"code_first","position":7,"probability":0.9285714285714286,"queue":"mix/random","round":2,"run":1,"unit":55,"uuid":"e60b3a51-7eeb-43c9-a405-f4d187b7e352","withheld":false}],["insert","pick",{"at":"2026-11-24T15:33:20.998+00:00","batch":1,"coder":1,"id":8,"mode":"code_first","position":8,"probability":0.9285714285714286,"queue":"mix/random","round":2,"run":1,"unit":65,"uuid":"0905a32b-0b04-4122-a904-66d2579c0486","withheld":false}],["insert","pick",{"at":"2026-11-24T15:33:20.998+00:00","batch":1,"coder":1,"id":9,"mode":"code_first","position":9,"probability":1.0,"queue":"mix/seed","round":2,"run":1,"unit":46,"uuid":"2e639643-4cf9-454f-b3ed-1c92a7c42f77","withheld":false}],["insert","pick",{"at":"2026-11-24T15:33:20.998+00:00","batch":1,"coder":1,"id":10,"mode":"code_first","position":10,"probability":0.9285714285714286,"queue":"mix/random","round":2,"run":1,"unit":50,"uuid":"4a431976-85e6-4287-b302-e443ffdb7216","withheld":false}],["insert","pick",{"at":"2026-11-24T15:33:20.998+00:00","batch":1,"coder":1,"id":11,"mode":"code_first","position":11,"probability":1.0,"queue":"mix/blind","round":2,"run":1,"unit":101,"uuid":"14103eb1-d783-4690-a310-8a2eb3dbaa2d","withheld":false}],["insert","pick",{"at":"2026-11-24T15:33:20.998+00:00","batch":1,"coder":1,"id":12,"mode":"code_first","position":12,"probability":0.9285714285714286,"queue":"mix/random","round":2,"run":1,"unit":61,"uuid":"f9e7b430-a355-4ed4-92a0-ad07de11939d","withheld":false}],["insert","pick",{"at":"2026-11-24T15:33:20.998+00:00","batch":1,"coder":1,"id":13,"mode":"code_first","position":13,"probability":1.0,"queue":"mix/seed","round":2,"run":1,"unit":57,"uuid":"39538bc3-593e-46e0-a257-747db15517d1","withheld":true}],["insert","pick",{"at":"2026-11-24T15:33:20.998+00:00","batch":1,"coder":1,"id":14,"mode":"code_first","position":14,"probability":0.9285714285714286,"queue":"mix/random","round":2,"run":1,"unit":54,"uuid":"d6963d27-6b02-4b68-9cb4-4f9601c0ab65","withheld":false}],["insert","pick",{"at":"2026-11-24T15:33:20.998+00:00","batch":1,"coder":1,"id":15,"mode":"code_first","position":15,"probability":0.9285714285714286,"queue":"mix/random","round":2,"run":1,"unit":64,"uuid":"92cb7eee-94dd-49ca-9f8c-a47abe6812a3","withheld":false}],["insert","pick",{"at":"2026-11-24T15:33:20.998+00:00","batch":1,"coder":1,"id":16,"mode":"code_first","position":16,"probability":0.9285714285714286,"queue":"mix/random","round":2,"run":1,"unit":51,"uuid":"53f605bb-a2fe-4552-846a-e23a2f92f133","withheld":true}],["insert","pick",{"at":"2026-11-24T15:33:20.998+00:00","batch":1,"coder":1,"id":17,"mode":"code_first","position":17,"probability":0.9285714285714286,"queue":"mix/random","round":2,"run":1,"unit":100,"uuid":"56d2f202-88ee-4027-a037-997c1c286a1d","withheld":true}],["insert","pick",{"at":"2026-11-24T15:33:20.998+00:00","batch":1,"coder":1,"id":18,"mode":"code_first","position":18,"probability":1.0,"queue":"mix/seed","round":2,"run":1,"unit":47,"uuid":"d81d5cd7-a24b-4903-883c-c8d2e8b90127","withheld":true}],["insert","pick",{"at":"2026-11-24T15:33:20.998+00:00","batch":1,"coder":1,"id":19,"mode":"code_first","position":19,"probability":1.0,"queue":"mix/seed","round":2,"run":1,"unit":48,"uuid":"7d76e494-8af4-46b8-ad25-dc6c215ec937","withheld":false}],["insert","pick",{"at":"2026-11-24T15:33:20.998+00:00","batch":1,"coder":1,"id":20,"mode":"code_first","position":20,"probability":0.9285714285714286,"queue":"mix/random","round":2,"run":1,"unit":58,"uuid":"bc46e5e2-dd1a-4658-ac7d-01eb7ec25253","withheld":true}]]}');
INSERT INTO "payload" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',22,'3c75ebbedb5cf6292f853fb8c0cb1d99','{"bulk":[],"changes":[["insert","coding",{"code":1,"codebook":1,"coder":1,"created":"2026-11-24T15:33:21.019+00:00","derived_from":null,"end":248,"exposure":"unaided","id":4,"origin":"manual","round":2,"start":237,"text":2,"uuid":"5473d619-f39b-4ec0-ba40-5db6e5816fd4"}],["insert","reading",{"codebook":1,"coder":1,"done_at":"2026-11-24T15:33:21.020+00:00","exposure":"unaided","id":29,"round":2,"unit":62}],["insert","first_answer",{"at":"2026-11-24T15:33:21.021+00:00","codebook":1,"coder":1,"codes":["repair"],"id":1,"ms":null,"pick":1,"round":2,"unit":62,"uuid":"56b79dcf-04fd-4981-ad32-d69b0fd48a69"}]]}');
INSERT INTO "payload" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',23,'95c9ea9bc0b135a4d98ee065c66dc59b','{"bulk":[],"changes":[["insert","shown",{"at":"2026-11-24T15:33:21.029+00:00","coder":1,"id":1,"mode":"code_first","rank":1,"suggestion":16}]]}');
INSERT INTO "payload" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',24,'410ebb84feeb4cc5571ceb1aa081b951','{"bulk":[],"changes":[["insert","decision",{"act":"rejected","at":"2026-11-24T15:33:21.041+00:00","code":2,"codebook":1,"coder":1,"coding":null,"id":1,"ms":null,"pick":1,"pick_probability":0.9285714285714286,"round":2,"shown":1,"suggestion":16,"unit":62,"uuid":"99631d87-4cd8-41e7-8d48-c896664e713a"}]]}');
INSERT INTO "payload" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',25,'a99a8c22fc6074d6d0f42e1b660b6a57','{"bulk":[],"changes":[["insert","coding",{"code":2,"codebook":1,"coder":1,"created":"2026-11-24T15:33:21.047+00:00","derived_from":null,"end":24,"exposure":"unaided","id":5,"origin":"manual","round":2,"start":16,"text":3,"uuid":"a04ba5d1-a5bd-4e75-b7bd-c16f0867a16b"}]]}');
INSERT INTO "payload" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',26,'74fe8395498ffd86f1979645db82f140','{"bulk":[],"changes":[["delete","coding",{"code":2,"codebook":1,"coder":1,"created":"2026-11-24T15:33:21.047+00:00","derived_from":null,"end":24,"exposure":"unaided","id":5,"origin":"manual","round":2,"start":16,"text":3,"uuid":"a04ba5d1-a5bd-4e75-b7bd-c16f0867a16b"}]]}');
INSERT INTO "payload" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',27,'46a3ba38b3ba7f0313d26a5131f75b42','{"bulk":[],"changes":[["insert","coding",{"code":2,"codebook":1,"coder":1,"created":"2026-11-24T15:33:21.047+00:00","derived_from":null,"end":24,"exposure":"unaided","id":5,"origin":"manual","round":2,"start":16,"text":3,"uuid":"a04ba5d1-a5bd-4e75-b7bd-c16f0867a16b"}]]}');
INSERT INTO "payload" VALUES('3289aa39-3b9c-45ec-8f76-2b31027676b1',28,'d61d6569293c22cb7d818da24243d0d2','{"bulk":[],"changes":[["delete","coding",{"code":2,"codebook":1,"coder":1,"created":"2026-11-24T15:33:21.047+00:00","derived_from":null,"end":24,"exposure":"unaided","id":5,"origin":"manual","round":2,"start":16,"text":3,"uuid":"a04ba5d1-a5bd-4e75-b7bd-c16f0867a16b"}]]}');
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
INSERT INTO "pick" VALUES(1,'dced5bd7-4d65-43a2-a20a-0c8c0db2741b',2,1,62,1,1,1,'mix/random',9.28571428571428603149e-01,0,'code_first','2026-11-24T15:33:20.998+00:00');
INSERT INTO "pick" VALUES(2,'35240078-dbb9-471a-a5e7-2d4d6348a1ea',2,1,59,1,1,2,'mix/random',9.28571428571428603149e-01,0,'code_first','2026-11-24T15:33:20.998+00:00');
INSERT INTO "pick" VALUES(3,'91295e07-a3f3-4729-98b5-b8afe0585817',2,1,49,1,1,3,'mix/random',9.28571428571428603149e-01,0,'code_first','2026-11-24T15:33:20.998+00:00');
INSERT INTO "pick" VALUES(4,'ab2d7cd2-d81a-44c7-a183-ac432a8eeab1',2,1,52,1,1,4,'mix/random',9.28571428571428603149e-01,1,'code_first','2026-11-24T15:33:20.998+00:00');
INSERT INTO "pick" VALUES(5,'3c8fe355-95cb-4cf4-9e95-ca50f7a62fc0',2,1,45,1,1,5,'mix/seed',1.0,0,'code_first','2026-11-24T15:33:20.998+00:00');
INSERT INTO "pick" VALUES(6,'86bc5dfc-d6ba-4af8-a4ff-7304414880e2',2,1,56,1,1,6,'mix/seed',1.0,0,'code_first','2026-11-24T15:33:20.998+00:00');
INSERT INTO "pick" VALUES(7,'e60b3a51-7eeb-43c9-a405-f4d187b7e352',2,1,55,1,1,7,'mix/random',9.28571428571428603149e-01,0,'code_first','2026-11-24T15:33:20.998+00:00');
INSERT INTO "pick" VALUES(8,'0905a32b-0b04-4122-a904-66d2579c0486',2,1,65,1,1,8,'mix/random',9.28571428571428603149e-01,0,'code_first','2026-11-24T15:33:20.998+00:00');
INSERT INTO "pick" VALUES(9,'2e639643-4cf9-454f-b3ed-1c92a7c42f77',2,1,46,1,1,9,'mix/seed',1.0,0,'code_first','2026-11-24T15:33:20.998+00:00');
INSERT INTO "pick" VALUES(10,'4a431976-85e6-4287-b302-e443ffdb7216',2,1,50,1,1,10,'mix/random',9.28571428571428603149e-01,0,'code_first','2026-11-24T15:33:20.998+00:00');
INSERT INTO "pick" VALUES(11,'14103eb1-d783-4690-a310-8a2eb3dbaa2d',2,1,101,1,1,11,'mix/blind',1.0,0,'code_first','2026-11-24T15:33:20.998+00:00');
INSERT INTO "pick" VALUES(12,'f9e7b430-a355-4ed4-92a0-ad07de11939d',2,1,61,1,1,12,'mix/random',9.28571428571428603149e-01,0,'code_first','2026-11-24T15:33:20.998+00:00');
INSERT INTO "pick" VALUES(13,'39538bc3-593e-46e0-a257-747db15517d1',2,1,57,1,1,13,'mix/seed',1.0,1,'code_first','2026-11-24T15:33:20.998+00:00');
INSERT INTO "pick" VALUES(14,'d6963d27-6b02-4b68-9cb4-4f9601c0ab65',2,1,54,1,1,14,'mix/random',9.28571428571428603149e-01,0,'code_first','2026-11-24T15:33:20.998+00:00');
INSERT INTO "pick" VALUES(15,'92cb7eee-94dd-49ca-9f8c-a47abe6812a3',2,1,64,1,1,15,'mix/random',9.28571428571428603149e-01,0,'code_first','2026-11-24T15:33:20.998+00:00');
INSERT INTO "pick" VALUES(16,'53f605bb-a2fe-4552-846a-e23a2f92f133',2,1,51,1,1,16,'mix/random',9.28571428571428603149e-01,1,'code_first','2026-11-24T15:33:20.998+00:00');
INSERT INTO "pick" VALUES(17,'56d2f202-88ee-4027-a037-997c1c286a1d',2,1,100,1,1,17,'mix/random',9.28571428571428603149e-01,1,'code_first','2026-11-24T15:33:20.998+00:00');
INSERT INTO "pick" VALUES(18,'d81d5cd7-a24b-4903-883c-c8d2e8b90127',2,1,47,1,1,18,'mix/seed',1.0,1,'code_first','2026-11-24T15:33:20.998+00:00');
INSERT INTO "pick" VALUES(19,'7d76e494-8af4-46b8-ad25-dc6c215ec937',2,1,48,1,1,19,'mix/seed',1.0,0,'code_first','2026-11-24T15:33:20.998+00:00');
INSERT INTO "pick" VALUES(20,'bc46e5e2-dd1a-4658-ac7d-01eb7ec25253',2,1,58,1,1,20,'mix/random',9.28571428571428603149e-01,1,'code_first','2026-11-24T15:33:20.998+00:00');
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
INSERT INTO "reading" VALUES(1,1,1,1,1,'unaided','2026-11-24T15:33:17.847+00:00');
INSERT INTO "reading" VALUES(2,1,2,1,1,'unaided','2026-11-24T15:33:17.847+00:00');
INSERT INTO "reading" VALUES(3,1,3,1,1,'unaided','2026-11-24T15:33:17.847+00:00');
INSERT INTO "reading" VALUES(4,1,4,1,1,'unaided','2026-11-24T15:33:17.847+00:00');
INSERT INTO "reading" VALUES(5,1,5,1,1,'unaided','2026-11-24T15:33:17.847+00:00');
INSERT INTO "reading" VALUES(6,1,6,1,1,'unaided','2026-11-24T15:33:17.847+00:00');
INSERT INTO "reading" VALUES(7,1,7,1,1,'unaided','2026-11-24T15:33:17.847+00:00');
INSERT INTO "reading" VALUES(8,2,1,1,1,'unaided','2026-11-24T15:33:17.852+00:00');
INSERT INTO "reading" VALUES(9,2,2,1,1,'unaided','2026-11-24T15:33:17.852+00:00');
INSERT INTO "reading" VALUES(10,2,3,1,1,'unaided','2026-11-24T15:33:17.852+00:00');
INSERT INTO "reading" VALUES(11,2,4,1,1,'unaided','2026-11-24T15:33:17.852+00:00');
INSERT INTO "reading" VALUES(12,2,5,1,1,'unaided','2026-11-24T15:33:17.852+00:00');
INSERT INTO "reading" VALUES(13,2,6,1,1,'unaided','2026-11-24T15:33:17.852+00:00');
INSERT INTO "reading" VALUES(14,2,7,1,1,'unaided','2026-11-24T15:33:17.852+00:00');
INSERT INTO "reading" VALUES(15,2,37,1,1,'unaided','2026-11-24T15:33:17.855+00:00');
INSERT INTO "reading" VALUES(16,2,38,1,1,'unaided','2026-11-24T15:33:17.855+00:00');
INSERT INTO "reading" VALUES(17,2,39,1,1,'unaided','2026-11-24T15:33:17.855+00:00');
INSERT INTO "reading" VALUES(18,2,40,1,1,'unaided','2026-11-24T15:33:17.855+00:00');
INSERT INTO "reading" VALUES(19,2,41,1,1,'unaided','2026-11-24T15:33:17.855+00:00');
INSERT INTO "reading" VALUES(20,2,42,1,1,'unaided','2026-11-24T15:33:17.855+00:00');
INSERT INTO "reading" VALUES(21,2,43,1,1,'unaided','2026-11-24T15:33:17.855+00:00');
INSERT INTO "reading" VALUES(22,2,73,1,1,'unaided','2026-11-24T15:33:17.858+00:00');
INSERT INTO "reading" VALUES(23,2,74,1,1,'unaided','2026-11-24T15:33:17.858+00:00');
INSERT INTO "reading" VALUES(24,2,75,1,1,'unaided','2026-11-24T15:33:17.858+00:00');
INSERT INTO "reading" VALUES(25,2,76,1,1,'unaided','2026-11-24T15:33:17.858+00:00');
INSERT INTO "reading" VALUES(26,2,77,1,1,'unaided','2026-11-24T15:33:17.858+00:00');
INSERT INTO "reading" VALUES(27,2,78,1,1,'unaided','2026-11-24T15:33:17.858+00:00');
INSERT INTO "reading" VALUES(28,2,79,1,1,'unaided','2026-11-24T15:33:17.858+00:00');
INSERT INTO "reading" VALUES(29,1,62,2,1,'unaided','2026-11-24T15:33:21.020+00:00');
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
INSERT INTO "round" VALUES(1,'dfbaba8f-38ff-4cf0-846b-f06ff0671139','R1','independent',1,NULL,'closed','0c7e3f5566607efc2bd4ada92c675be843e0118d5d309e5d2c4222fafc5dac31','2026-11-24T15:33:17.826+00:00','2026-11-24T15:33:17.870+00:00',NULL,NULL);
INSERT INTO "round" VALUES(2,'2658b206-9867-42aa-8260-a79968354bc8','R2','independent',1,NULL,'open','','2026-11-24T15:33:17.873+00:00',NULL,NULL,NULL);
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
INSERT INTO "run" VALUES(1,'62fc6913-1fef-496b-bab8-4feff0112287','blend','{"texts": [1, 2, 3], "evaluation": {"name": "evaluation", "title": "机器建议的检验", "columns": ["code", "positives", "negatives", "transcripts", "average_precision", "precision", "recall", "f1", "threshold", "reason"], "rows": [{"code": "修缮", "positives": 0, "negatives": 31, "transcripts": 3, "average_precision": null, "precision": null, "recall": null, "f1": null, "threshold": null, "reason": "有编码的单位太少：还需 5 个；在此之前只用关键词与词语模式"}, {"code": "门口议事", "positives": 0, "negatives": 31, "transcripts": 3, "average_precision": null, "precision": null, "recall": null, "f1": null, "threshold": null, "reason": "有编码的单位太少：还需 5 个；在此之前只用关键词与词语模式"}], "notes": ["每个单位的分数来自没有学过该访谈稿的模型（按访谈稿分为 3 折，随机种子 2026）。", "阈值取这些分数上 F1 最高处，所以精确率、召回率和 F1 偏乐观；分数只用于排序，不是概率。", "看过建议之后的编码会抬高这些数字；以无建议样本（盲样）为准。"]}, "scales": {"repair": "similarity", "门口": "similarity"}, "cuts": {"repair": 0.5, "门口": 0.5}, "engine": "use-multilingual-3/0.2.1", "folds": 3}',1,'a8380b70327c6e1d56c55fff44258017e5cc1444ab2565f349812f0b3b2d829f',1,'2026-11-24T15:33:20.959+00:00');
CREATE TABLE sample (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	unit_set INTEGER NOT NULL, 
	seed INTEGER NOT NULL, 
	frame_hash VARCHAR NOT NULL, 
	created VARCHAR NOT NULL, 
	CONSTRAINT fk_sample_unit_set FOREIGN KEY(unit_set) REFERENCES unit_set (id)
);
INSERT INTO "sample" VALUES(1,1,1,'717065800697ae5f643936b6a45af3a79e6725f315b2174eaf1c42352112f7f3','2026-11-24T15:33:18.312+00:00');
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
INSERT INTO "sampled_turn" VALUES(1,1,21,'764c496ac65ce520dd4ade62788d0e45ca14db08ecc931f337a00baa0faf1056',0,'blind');
INSERT INTO "sampled_turn" VALUES(2,1,2,'764c496ac65ce520dd4ade62788d0e45ca14db08ecc931f337a00baa0faf1056',1,'blind');
INSERT INTO "sampled_turn" VALUES(3,1,16,'764c496ac65ce520dd4ade62788d0e45ca14db08ecc931f337a00baa0faf1056',2,'reserve');
INSERT INTO "sampled_turn" VALUES(4,1,18,'764c496ac65ce520dd4ade62788d0e45ca14db08ecc931f337a00baa0faf1056',3,'reserve');
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
INSERT INTO "score_sheet" VALUES(1,1,1,'[18, 19, 20, 21, 22, 23, 24, 25, 26, 28, 29, 9, 10, 11, 12, 13, 14, 15, 16]','["repair", "门口"]','588APbY9VD1yTVg/V2r8PMZQtzzh5m4/3EdZP45s5jxshsw8tCF1P0DNWT8qtNg8kzbKPDM9cz+6mVY/yXHmPAzKvjynCnI/P5IfPQJtXT19ygU94zKRPHJNWD9Xavw8xlC3POHmbj/cR1k/jmzmPGyGzDy0IXU/QM1ZPyq02DyTNso8Mz1zP7qZVj/JceY8DMq+PKcKcj8=');
INSERT INTO "score_sheet" VALUES(2,1,2,'[45, 46, 47, 48, 49, 50, 51, 52, 54, 55, 56, 57, 58, 59, 60, 61, 62, 64, 65]','["repair", "门口"]','3EdZP45s5jxshsw8tCF1P0DNWT8qtNg8kzbKPDM9cz+6mVY/yXHmPAzKvjynCnI/N2FWP8KZ0jzcp7o8RBVvP+fPAD22PVQ93EdZP45s5jxshsw8tCF1P0DNWT8qtNg8kzbKPDM9cz+6mVY/yXHmPAzKvjynCnI/N2FWP8KZ0jzcp7o8RBVvP90PMT2GWkk9rdoFPXiYmDw=');
INSERT INTO "score_sheet" VALUES(3,1,3,'[100, 81, 82, 83, 84, 85, 86, 87, 88, 90, 91, 92, 93, 94, 95, 96, 97, 98, 101]','["repair", "门口"]','GBsaPWA/JD1AzVk/KrTYPJM2yjwzPXM/uplWP8lx5jwMyr48pwpyPzdhVj/CmdI83Ke6PEQVbz/9/1A/mKbkPLmzvDxKY2k/588APbY9VD1AzVk/KrTYPJM2yjwzPXM/uplWP8lx5jwMyr48pwpyPzdhVj/CmdI83Ke6PEQVbz/9/1A/mKbkPLmzvDxKY2k/m7zqPM+Adjw=');
CREATE TABLE setting (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name VARCHAR NOT NULL, 
	value JSON NOT NULL, 
	CONSTRAINT uq_setting_name UNIQUE (name)
);
INSERT INTO "setting" VALUES(1,'replica','"3289aa39-3b9c-45ec-8f76-2b31027676b1"');
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
INSERT INTO "shown" VALUES(1,1,16,'2026-11-24T15:33:21.029+00:00',1,'code_first');
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
INSERT INTO "speaker" VALUES(5,3,'访谈者',NULL,1);
INSERT INTO "speaker" VALUES(6,3,'受访者',3,0);
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
INSERT INTO "suggestion" VALUES(1,1,45,1,8.48752762465072252417e-01,'[{"kind": "keyword", "text": "漏水", "start": 21, "end": 23, "weight": 1.736645532756735}, {"kind": "keyword", "text": "修", "start": 26, "end": 27, "weight": 1.5033484373832415}, {"kind": "similar", "text": "说到修理房屋和设施的事", "start": -1, "end": -1, "weight": 1.804480555837379}]');
INSERT INTO "suggestion" VALUES(2,1,46,2,9.57545540461547273203e-01,'[{"kind": "keyword", "text": "门口", "start": 34, "end": 36, "weight": 2.732977086337308}, {"kind": "keyword", "text": "碰头", "start": 36, "end": 38, "weight": 1.8049303323000483}, {"kind": "similar", "text": "居民在门口商量事情", "start": -1, "end": -1, "weight": 3.1955697753513044}]');
INSERT INTO "suggestion" VALUES(3,1,47,1,8.5078809665438359655e-01,'[{"kind": "keyword", "text": "漏水", "start": 47, "end": 49, "weight": 1.7332250659152972}, {"kind": "keyword", "text": "修", "start": 52, "end": 53, "weight": 1.5009556928011007}, {"kind": "similar", "text": "说到修理房屋和设施的事", "start": -1, "end": -1, "weight": 1.8204240814725652}]');
INSERT INTO "suggestion" VALUES(4,1,48,2,9.50152602368702581259e-01,'[{"kind": "keyword", "text": "门口", "start": 60, "end": 62, "weight": 2.713848403023849}, {"kind": "keyword", "text": "碰头", "start": 62, "end": 64, "weight": 1.7958154122089254}, {"kind": "similar", "text": "居民在门口商量事情", "start": -1, "end": -1, "weight": 3.027284769444219}]');
INSERT INTO "suggestion" VALUES(5,1,49,1,0.838283197726059,'[{"kind": "keyword", "text": "漏水", "start": 73, "end": 75, "weight": 1.728939459794932}, {"kind": "keyword", "text": "修", "start": 78, "end": 79, "weight": 1.497957750911571}, {"kind": "similar", "text": "说到修理房屋和设施的事", "start": -1, "end": -1, "weight": 1.7251377715574692}]');
INSERT INTO "suggestion" VALUES(6,1,50,2,9.45475062842862756795e-01,'[{"kind": "keyword", "text": "门口", "start": 86, "end": 88, "weight": 2.701057949767848}, {"kind": "keyword", "text": "碰头", "start": 88, "end": 90, "weight": 1.7897206927006741}, {"kind": "similar", "text": "居民在门口商量事情", "start": -1, "end": -1, "weight": 2.9326578083804997}]');
INSERT INTO "suggestion" VALUES(7,1,51,1,0.83742087779916,'[{"kind": "keyword", "text": "漏水", "start": 99, "end": 101, "weight": 1.7061988216124486}, {"kind": "keyword", "text": "修", "start": 104, "end": 105, "weight": 1.4820498233309327}, {"kind": "similar", "text": "说到修理房屋和设施的事", "start": -1, "end": -1, "weight": 1.7187904505824076}]');
INSERT INTO "suggestion" VALUES(8,1,52,2,9.33918253344850679553e-01,'[{"kind": "keyword", "text": "门口", "start": 112, "end": 114, "weight": 2.634288139549951}, {"kind": "keyword", "text": "碰头", "start": 114, "end": 116, "weight": 1.757904520376499}, {"kind": "similar", "text": "居民在门口商量事情", "start": -1, "end": -1, "weight": 2.728124804653787}]');
INSERT INTO "suggestion" VALUES(9,1,55,1,8.48752762465072252417e-01,'[{"kind": "keyword", "text": "漏水", "start": 150, "end": 152, "weight": 1.736645532756735}, {"kind": "keyword", "text": "修", "start": 155, "end": 156, "weight": 1.5033484373832415}, {"kind": "similar", "text": "说到修理房屋和设施的事", "start": -1, "end": -1, "weight": 1.804480555837379}]');
INSERT INTO "suggestion" VALUES(10,1,56,2,9.57545540461547273203e-01,'[{"kind": "keyword", "text": "门口", "start": 163, "end": 165, "weight": 2.732977086337308}, {"kind": "keyword", "text": "碰头", "start": 165, "end": 167, "weight": 1.8049303323000483}, {"kind": "similar", "text": "居民在门口商量事情", "start": -1, "end": -1, "weight": 3.1955697753513044}]');
INSERT INTO "suggestion" VALUES(11,1,57,1,8.5078809665438359655e-01,'[{"kind": "keyword", "text": "漏水", "start": 176, "end": 178, "weight": 1.7332250659152972}, {"kind": "keyword", "text": "修", "start": 181, "end": 182, "weight": 1.5009556928011007}, {"kind": "similar", "text": "说到修理房屋和设施的事", "start": -1, "end": -1, "weight": 1.8204240814725652}]');
INSERT INTO "suggestion" VALUES(12,1,58,2,9.50152602368702581259e-01,'[{"kind": "keyword", "text": "门口", "start": 189, "end": 191, "weight": 2.713848403023849}, {"kind": "keyword", "text": "碰头", "start": 191, "end": 193, "weight": 1.7958154122089254}, {"kind": "similar", "text": "居民在门口商量事情", "start": -1, "end": -1, "weight": 3.027284769444219}]');
INSERT INTO "suggestion" VALUES(13,1,59,1,0.838283197726059,'[{"kind": "keyword", "text": "漏水", "start": 202, "end": 204, "weight": 1.728939459794932}, {"kind": "keyword", "text": "修", "start": 207, "end": 208, "weight": 1.497957750911571}, {"kind": "similar", "text": "说到修理房屋和设施的事", "start": -1, "end": -1, "weight": 1.7251377715574692}]');
INSERT INTO "suggestion" VALUES(14,1,60,2,9.45475062842862756795e-01,'[{"kind": "keyword", "text": "门口", "start": 215, "end": 217, "weight": 2.701057949767848}, {"kind": "keyword", "text": "碰头", "start": 217, "end": 219, "weight": 1.7897206927006741}, {"kind": "similar", "text": "居民在门口商量事情", "start": -1, "end": -1, "weight": 2.9326578083804997}]');
INSERT INTO "suggestion" VALUES(15,1,61,1,0.83742087779916,'[{"kind": "keyword", "text": "漏水", "start": 228, "end": 230, "weight": 1.7061988216124486}, {"kind": "keyword", "text": "修", "start": 233, "end": 234, "weight": 1.4820498233309327}, {"kind": "similar", "text": "说到修理房屋和设施的事", "start": -1, "end": -1, "weight": 1.7187904505824076}]');
INSERT INTO "suggestion" VALUES(16,1,62,2,9.33918253344850679553e-01,'[{"kind": "keyword", "text": "门口", "start": 241, "end": 243, "weight": 2.634288139549951}, {"kind": "keyword", "text": "碰头", "start": 243, "end": 245, "weight": 1.757904520376499}, {"kind": "similar", "text": "居民在门口商量事情", "start": -1, "end": -1, "weight": 2.728124804653787}]');
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
INSERT INTO "text_version" VALUES(1,1,'fbcee960e1e77a081be501b4732cb47f46a803bd33f9358bcc5677d710f14b5d','访谈者：谁去看漏水？
受访者：下雨天第0栋漏水，后来修好了。𠮷祥面馆门口碰头0次。下雨天第1栋漏水，后来修好了。𠮷祥面馆门口碰头1次。下雨天第2栋漏水，后来修好了。𠮷祥面馆门口碰头2次。下雨天第3栋漏水，后来修好了。𠮷祥面馆门口碰头3次。
访谈者：还有呢？
受访者：👨‍👩‍👧 发来发去。下雨天第0栋漏水，后来修好了。𠮷祥面馆门口碰头0次。下雨天第1栋漏水，后来修好了。𠮷祥面馆门口碰头1次。下雨天第2栋漏水，后来修好了。𠮷祥面馆门口碰头2次。下雨天第3栋漏水，后来修好了。𠮷祥面馆门口碰头3次。
访谈者：最后？
受访者：第0次谈到这里。
受访者：再见，第0次。
',NULL,'2026-11-24T15:33:17.807+00:00');
INSERT INTO "text_version" VALUES(2,2,'dac9155467f649f9f0ee0d40e0b431111b9559611c8484cd6481e386f4dbb47c','访谈者：谁去看漏水？
受访者：下雨天第1栋漏水，后来修好了。𠮷祥面馆门口碰头1次。下雨天第2栋漏水，后来修好了。𠮷祥面馆门口碰头2次。下雨天第3栋漏水，后来修好了。𠮷祥面馆门口碰头3次。下雨天第4栋漏水，后来修好了。𠮷祥面馆门口碰头4次。
访谈者：还有呢？
受访者：👨‍👩‍👧 发来发去。下雨天第1栋漏水，后来修好了。𠮷祥面馆门口碰头1次。下雨天第2栋漏水，后来修好了。𠮷祥面馆门口碰头2次。下雨天第3栋漏水，后来修好了。𠮷祥面馆门口碰头3次。下雨天第4栋漏水，后来修好了。𠮷祥面馆门口碰头4次。
访谈者：最后？
受访者：第1次谈到这里。
受访者：再见，第1次。
',NULL,'2026-11-24T15:33:17.814+00:00');
INSERT INTO "text_version" VALUES(3,3,'e293113b9482d927bbcec950352eb03959688387913edf725457f412f0bdf548','访谈者：谁去看漏水？
受访者：下雨天第2栋漏水，后来修好了。𠮷祥面馆门口碰头2次。下雨天第3栋漏水，后来修好了。𠮷祥面馆门口碰头3次。下雨天第4栋漏水，后来修好了。𠮷祥面馆门口碰头4次。下雨天第5栋漏水，后来修好了。𠮷祥面馆门口碰头5次。
访谈者：还有呢？
受访者：👨‍👩‍👧 发来发去。下雨天第2栋漏水，后来修好了。𠮷祥面馆门口碰头2次。下雨天第3栋漏水，后来修好了。𠮷祥面馆门口碰头3次。下雨天第4栋漏水，后来修好了。𠮷祥面馆门口碰头4次。下雨天第5栋漏水，后来修好了。𠮷祥面馆门口碰头5次。
访谈者：最后？
受访者：第2次谈到这里。
受访者：再见，第2次。
',NULL,'2026-11-24T15:33:17.818+00:00');
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
INSERT INTO "transcript" VALUES(1,'a405c4f4-16be-480a-90ea-8d28275ee6b2','稿1','interview','active');
INSERT INTO "transcript" VALUES(2,'0e5af92b-e571-4f2e-b3cc-648f3b0a0d1d','稿2','interview','active');
INSERT INTO "transcript" VALUES(3,'af3f7ba0-d279-4f87-af2b-119fab88c276','稿3','interview','active');
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
INSERT INTO "turn" VALUES(1,1,1,4,10,1,NULL);
INSERT INTO "turn" VALUES(2,1,2,15,119,2,NULL);
INSERT INTO "turn" VALUES(3,1,3,124,128,1,NULL);
INSERT INTO "turn" VALUES(4,1,4,133,248,2,NULL);
INSERT INTO "turn" VALUES(5,1,5,253,256,1,NULL);
INSERT INTO "turn" VALUES(6,1,6,261,269,2,NULL);
INSERT INTO "turn" VALUES(7,1,7,274,281,2,NULL);
INSERT INTO "turn" VALUES(8,2,1,4,10,3,NULL);
INSERT INTO "turn" VALUES(9,2,2,15,119,4,NULL);
INSERT INTO "turn" VALUES(10,2,3,124,128,3,NULL);
INSERT INTO "turn" VALUES(11,2,4,133,248,4,NULL);
INSERT INTO "turn" VALUES(12,2,5,253,256,3,NULL);
INSERT INTO "turn" VALUES(13,2,6,261,269,4,NULL);
INSERT INTO "turn" VALUES(14,2,7,274,281,4,NULL);
INSERT INTO "turn" VALUES(15,3,1,4,10,5,NULL);
INSERT INTO "turn" VALUES(16,3,2,15,119,6,NULL);
INSERT INTO "turn" VALUES(17,3,3,124,128,5,NULL);
INSERT INTO "turn" VALUES(18,3,4,133,248,6,NULL);
INSERT INTO "turn" VALUES(19,3,5,253,256,5,NULL);
INSERT INTO "turn" VALUES(20,3,6,261,269,6,NULL);
INSERT INTO "turn" VALUES(21,3,7,274,281,6,NULL);
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
INSERT INTO "unit" VALUES(1,1,1,1,4,10,0);
INSERT INTO "unit" VALUES(2,1,1,2,15,119,1);
INSERT INTO "unit" VALUES(3,1,1,3,124,128,0);
INSERT INTO "unit" VALUES(4,1,1,4,133,248,1);
INSERT INTO "unit" VALUES(5,1,1,5,253,256,0);
INSERT INTO "unit" VALUES(6,1,1,6,261,269,1);
INSERT INTO "unit" VALUES(7,1,1,7,274,281,1);
INSERT INTO "unit" VALUES(8,2,1,1,4,10,0);
INSERT INTO "unit" VALUES(9,2,1,2,15,30,1);
INSERT INTO "unit" VALUES(10,2,1,3,30,41,1);
INSERT INTO "unit" VALUES(11,2,1,4,41,56,1);
INSERT INTO "unit" VALUES(12,2,1,5,56,67,1);
INSERT INTO "unit" VALUES(13,2,1,6,67,82,1);
INSERT INTO "unit" VALUES(14,2,1,7,82,93,1);
INSERT INTO "unit" VALUES(15,2,1,8,93,108,1);
INSERT INTO "unit" VALUES(16,2,1,9,108,119,1);
INSERT INTO "unit" VALUES(17,2,1,10,124,128,0);
INSERT INTO "unit" VALUES(18,2,1,11,133,144,1);
INSERT INTO "unit" VALUES(19,2,1,12,144,159,1);
INSERT INTO "unit" VALUES(20,2,1,13,159,170,1);
INSERT INTO "unit" VALUES(21,2,1,14,170,185,1);
INSERT INTO "unit" VALUES(22,2,1,15,185,196,1);
INSERT INTO "unit" VALUES(23,2,1,16,196,211,1);
INSERT INTO "unit" VALUES(24,2,1,17,211,222,1);
INSERT INTO "unit" VALUES(25,2,1,18,222,237,1);
INSERT INTO "unit" VALUES(26,2,1,19,237,248,1);
INSERT INTO "unit" VALUES(27,2,1,20,253,256,0);
INSERT INTO "unit" VALUES(28,2,1,21,261,269,1);
INSERT INTO "unit" VALUES(29,2,1,22,274,281,1);
INSERT INTO "unit" VALUES(30,3,1,1,4,10,0);
INSERT INTO "unit" VALUES(31,3,1,2,15,119,1);
INSERT INTO "unit" VALUES(32,3,1,3,124,128,0);
INSERT INTO "unit" VALUES(33,3,1,4,133,248,1);
INSERT INTO "unit" VALUES(34,3,1,5,253,256,0);
INSERT INTO "unit" VALUES(35,3,1,6,261,269,1);
INSERT INTO "unit" VALUES(36,3,1,7,274,281,1);
INSERT INTO "unit" VALUES(37,1,2,1,4,10,0);
INSERT INTO "unit" VALUES(38,1,2,2,15,119,1);
INSERT INTO "unit" VALUES(39,1,2,3,124,128,0);
INSERT INTO "unit" VALUES(40,1,2,4,133,248,1);
INSERT INTO "unit" VALUES(41,1,2,5,253,256,0);
INSERT INTO "unit" VALUES(42,1,2,6,261,269,1);
INSERT INTO "unit" VALUES(43,1,2,7,274,281,1);
INSERT INTO "unit" VALUES(44,2,2,1,4,10,0);
INSERT INTO "unit" VALUES(45,2,2,2,15,30,1);
INSERT INTO "unit" VALUES(46,2,2,3,30,41,1);
INSERT INTO "unit" VALUES(47,2,2,4,41,56,1);
INSERT INTO "unit" VALUES(48,2,2,5,56,67,1);
INSERT INTO "unit" VALUES(49,2,2,6,67,82,1);
INSERT INTO "unit" VALUES(50,2,2,7,82,93,1);
INSERT INTO "unit" VALUES(51,2,2,8,93,108,1);
INSERT INTO "unit" VALUES(52,2,2,9,108,119,1);
INSERT INTO "unit" VALUES(53,2,2,10,124,128,0);
INSERT INTO "unit" VALUES(54,2,2,11,133,144,1);
INSERT INTO "unit" VALUES(55,2,2,12,144,159,1);
INSERT INTO "unit" VALUES(56,2,2,13,159,170,1);
INSERT INTO "unit" VALUES(57,2,2,14,170,185,1);
INSERT INTO "unit" VALUES(58,2,2,15,185,196,1);
INSERT INTO "unit" VALUES(59,2,2,16,196,211,1);
INSERT INTO "unit" VALUES(60,2,2,17,211,222,1);
INSERT INTO "unit" VALUES(61,2,2,18,222,237,1);
INSERT INTO "unit" VALUES(62,2,2,19,237,248,1);
INSERT INTO "unit" VALUES(63,2,2,20,253,256,0);
INSERT INTO "unit" VALUES(64,2,2,21,261,269,1);
INSERT INTO "unit" VALUES(65,2,2,22,274,281,1);
INSERT INTO "unit" VALUES(66,3,2,1,4,10,0);
INSERT INTO "unit" VALUES(67,3,2,2,15,119,1);
INSERT INTO "unit" VALUES(68,3,2,3,124,128,0);
INSERT INTO "unit" VALUES(69,3,2,4,133,248,1);
INSERT INTO "unit" VALUES(70,3,2,5,253,256,0);
INSERT INTO "unit" VALUES(71,3,2,6,261,269,1);
INSERT INTO "unit" VALUES(72,3,2,7,274,281,1);
INSERT INTO "unit" VALUES(73,1,3,1,4,10,0);
INSERT INTO "unit" VALUES(74,1,3,2,15,119,1);
INSERT INTO "unit" VALUES(75,1,3,3,124,128,0);
INSERT INTO "unit" VALUES(76,1,3,4,133,248,1);
INSERT INTO "unit" VALUES(77,1,3,5,253,256,0);
INSERT INTO "unit" VALUES(78,1,3,6,261,269,1);
INSERT INTO "unit" VALUES(79,1,3,7,274,281,1);
INSERT INTO "unit" VALUES(80,2,3,1,4,10,0);
INSERT INTO "unit" VALUES(81,2,3,2,15,30,1);
INSERT INTO "unit" VALUES(82,2,3,3,30,41,1);
INSERT INTO "unit" VALUES(83,2,3,4,41,56,1);
INSERT INTO "unit" VALUES(84,2,3,5,56,67,1);
INSERT INTO "unit" VALUES(85,2,3,6,67,82,1);
INSERT INTO "unit" VALUES(86,2,3,7,82,93,1);
INSERT INTO "unit" VALUES(87,2,3,8,93,108,1);
INSERT INTO "unit" VALUES(88,2,3,9,108,119,1);
INSERT INTO "unit" VALUES(89,2,3,10,124,128,0);
INSERT INTO "unit" VALUES(90,2,3,11,133,144,1);
INSERT INTO "unit" VALUES(91,2,3,12,144,159,1);
INSERT INTO "unit" VALUES(92,2,3,13,159,170,1);
INSERT INTO "unit" VALUES(93,2,3,14,170,185,1);
INSERT INTO "unit" VALUES(94,2,3,15,185,196,1);
INSERT INTO "unit" VALUES(95,2,3,16,196,211,1);
INSERT INTO "unit" VALUES(96,2,3,17,211,222,1);
INSERT INTO "unit" VALUES(97,2,3,18,222,237,1);
INSERT INTO "unit" VALUES(98,2,3,19,237,248,1);
INSERT INTO "unit" VALUES(99,2,3,20,253,256,0);
INSERT INTO "unit" VALUES(100,2,3,21,261,269,1);
INSERT INTO "unit" VALUES(101,2,3,22,274,281,1);
INSERT INTO "unit" VALUES(102,3,3,1,4,10,0);
INSERT INTO "unit" VALUES(103,3,3,2,15,119,1);
INSERT INTO "unit" VALUES(104,3,3,3,124,128,0);
INSERT INTO "unit" VALUES(105,3,3,4,133,248,1);
INSERT INTO "unit" VALUES(106,3,3,5,253,256,0);
INSERT INTO "unit" VALUES(107,3,3,6,261,269,1);
INSERT INTO "unit" VALUES(108,3,3,7,274,281,1);
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
CREATE INDEX ix_score_sheet_run ON score_sheet (run);
CREATE INDEX ix_reading_unit ON reading (unit);
CREATE INDEX ix_suggestion_unit ON suggestion (unit);
CREATE INDEX ix_suggestion_run ON suggestion (run);
CREATE INDEX ix_model_score_run ON model_score (run);
CREATE INDEX ix_pick_coder_round ON pick (coder, round);
CREATE INDEX ix_coding_round_coder ON coding (round, coder);
CREATE INDEX ix_coding_text ON coding (text);
CREATE INDEX ix_first_answer_unit ON first_answer (unit);
CREATE INDEX ix_shown_suggestion ON shown (suggestion);
CREATE INDEX ix_decision_suggestion ON decision (suggestion);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('setting',2);
INSERT INTO "sqlite_sequence" VALUES('unit_set',3);
INSERT INTO "sqlite_sequence" VALUES('codebook_version',1);
INSERT INTO "sqlite_sequence" VALUES('code',2);
INSERT INTO "sqlite_sequence" VALUES('code_version',2);
INSERT INTO "sqlite_sequence" VALUES('participant',3);
INSERT INTO "sqlite_sequence" VALUES('transcript',3);
INSERT INTO "sqlite_sequence" VALUES('text_version',3);
INSERT INTO "sqlite_sequence" VALUES('speaker',6);
INSERT INTO "sqlite_sequence" VALUES('turn',21);
INSERT INTO "sqlite_sequence" VALUES('unit',108);
INSERT INTO "sqlite_sequence" VALUES('coder',2);
INSERT INTO "sqlite_sequence" VALUES('round',2);
INSERT INTO "sqlite_sequence" VALUES('coding',5);
INSERT INTO "sqlite_sequence" VALUES('reading',29);
INSERT INTO "sqlite_sequence" VALUES('memo',2);
INSERT INTO "sqlite_sequence" VALUES('sample',1);
INSERT INTO "sqlite_sequence" VALUES('sampled_turn',4);
INSERT INTO "sqlite_sequence" VALUES('token_cache',3);
INSERT INTO "sqlite_sequence" VALUES('embedding_cache',3);
INSERT INTO "sqlite_sequence" VALUES('run',1);
INSERT INTO "sqlite_sequence" VALUES('suggestion',16);
INSERT INTO "sqlite_sequence" VALUES('score_sheet',3);
INSERT INTO "sqlite_sequence" VALUES('pick',20);
INSERT INTO "sqlite_sequence" VALUES('first_answer',1);
INSERT INTO "sqlite_sequence" VALUES('shown',1);
INSERT INTO "sqlite_sequence" VALUES('decision',1);
COMMIT;
