db.timings().immediate()
def schema = { next ->
    """CREATE TABLE `orders` (
  `id` bigint NOT NULL AUTO_INCREMENT,
  `status` varchar(20) COMMENT 'AUTO_INCREMENT=5',
  PRIMARY KEY (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=${next} DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci;
CREATE TABLE `customers` (
  `id` bigint NOT NULL,
  PRIMARY KEY (`id`)
)""".toString()
}
db.branch('main').schema(schema(5))
db.branch('dev').schema(schema(5)).ddl('ALTER TABLE orders ADD COLUMN carrier varchar(20)')
me.at('Sleeping for 3 sec') {
    clock.advance(Duration.ofMinutes(2))
    db.branch('main').schema(schema(1007))
    db.branch('main').ddl('ALTER TABLE customers ADD COLUMN vat varchar(20)')
}
