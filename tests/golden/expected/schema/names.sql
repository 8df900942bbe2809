-- table_in_a_schema
select "id" from "Auth"."users" where "Auth"."users"."display_name" = $1

-- join_of_tables_in_schemas
select "Auth"."users"."id", "My ""Table"""."where" from "Auth"."users" join "My ""Table""" on "My ""Table"""."from" = "Auth"."users"."id"

-- every_column_of_a_table_in_a_schema
select "Auth"."users"."id", "Auth"."users"."display_name", "My ""Table"""."select", "My ""Table"""."from", "My ""Table"""."where", "My ""Table"""."group", "My ""Table"""."a ""b"" C", "My ""Table"""."größe" from "Auth"."users" join "My ""Table""" on "My ""Table"""."from" = "Auth"."users"."id"

-- alias_of_a_table_in_a_schema
select "Auth"."users"."id", "owner"."id" from "Auth"."users" join "Auth"."users" "owner" on "owner"."id" = "Auth"."users"."id" order by "owner"."display_name"

-- insert_into_a_schema
insert into "Auth"."users" ("display_name") values ($1) on conflict ("id") do update set "display_name" = excluded."display_name" returning "id"

-- update_in_a_schema
update "Auth"."users" set "display_name" = $1 where "Auth"."users"."id" = $2 returning "id", "display_name"

-- delete_in_a_schema
delete from "Auth"."users" where "Auth"."users"."id" = $1

-- reserved_words
select "select", "from" from "My ""Table""" where "My ""Table"""."where" = "My ""Table"""."group" order by "My ""Table"""."select"

-- quotes_and_letters
select "a ""b"" C", "größe" from "My ""Table""" where "My ""Table"""."a ""b"" C" = $1

-- alias_with_quotes
select "a ""b"" C" from "My ""Table""" "Other ""one""" where "Other ""one"""."a ""b"" C" = $1

-- insert_of_awkward_columns
insert into "My ""Table""" ("select", "from", "where", "group", "a ""b"" C", "größe") values ($1, $2, $3, $4, $5, $6)
