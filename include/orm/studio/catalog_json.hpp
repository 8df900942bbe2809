// SPDX-License-Identifier: MIT
// What the page shows of the schema. The server builds the JSON; everything is named by OID.
#pragma once

#include <string>

#include <orm/studio/access.hpp>

namespace orm::studio {

namespace detail {

/// Schemas with all that can be read like a table. -1 rows: never analysed.
inline constexpr const char* overview_sql = R"sql(
select json_build_object(
  'schemas', (select coalesce(json_agg(json_build_object('oid', n.oid::text, 'name', n.nspname,
      'comment', obj_description(n.oid, 'pg_namespace')) order by n.nspname), '[]')
    from pg_namespace n where n.nspname <> 'information_schema' and n.nspname !~ '^pg_'),
  'relations', (select coalesce(json_agg(json_build_object('oid', c.oid::text,
      'schema', n.nspname, 'name', c.relname, 'kind', c.relkind,
      'rows', case when c.relkind = 'p' then (select coalesce(sum(greatest(l.reltuples, 0)), 0)
          from pg_partition_tree(c.oid) t join pg_class l on l.oid = t.relid and t.isleaf)
        else c.reltuples end,
      'bytes', case when c.relkind in ('r', 'm', 'p') then pg_total_relation_size(c.oid) end,
      'partition', c.relispartition, 'readable', has_table_privilege(c.oid, 'select')
        or has_any_column_privilege(c.oid, 'select'),
      'comment', obj_description(c.oid, 'pg_class')) order by n.nspname, c.relname), '[]')
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'v', 'm', 'p', 'f') and n.nspname <> 'information_schema'
      and n.nspname !~ '^pg_')))sql";

inline constexpr const char* table_sql = R"sql(
select json_build_object('oid', c.oid::text, 'schema', n.nspname, 'name', c.relname,
  'kind', c.relkind, 'comment', obj_description(c.oid, 'pg_class'), 'rows', c.reltuples,
  'rowSecurity', c.relrowsecurity,
  'definition', case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid, true) end,
  'columns', (select coalesce(json_agg(json_build_object('attnum', a.attnum, 'name', a.attname,
      'type', format_type(a.atttypid, a.atttypmod), 'base', b.typname, 'category', b.typcategory,
      'kind', b.typtype, 'notNull', a.attnotnull,
      'default', case when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end,
      'identity', a.attidentity, 'generated', a.attgenerated,
      'comment', col_description(c.oid, a.attnum),
      'labels', (select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e
        where e.enumtypid = b.oid)) order by a.attnum), '[]')
    from pg_attribute a join pg_type t on t.oid = a.atttypid
    join pg_type b on b.oid = case when t.typtype = 'd' then t.typbasetype else t.oid end
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
  'constraints', (select coalesce(json_agg(json_build_object('name', k.conname,
      'type', k.contype, 'columns', k.conkey, 'text', pg_get_constraintdef(k.oid, true))
      order by k.contype, k.conname), '[]')
    from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'u', 'c', 'x')),
  'references', (select coalesce(json_agg(json_build_object('name', k.conname,
      'columns', k.conkey, 'oid', k.confrelid::text, 'schema', fn.nspname, 'table', f.relname,
      'foreignColumns', k.confkey, 'text', pg_get_constraintdef(k.oid, true)) order by k.conname), '[]')
    from pg_constraint k join pg_class f on f.oid = k.confrelid
    join pg_namespace fn on fn.oid = f.relnamespace
    where k.conrelid = c.oid and k.contype = 'f'),
  'referencedBy', (select coalesce(json_agg(json_build_object('name', k.conname,
      'columns', k.confkey, 'oid', k.conrelid::text, 'schema', fn.nspname, 'table', f.relname,
      'foreignColumns', k.conkey) order by f.relname, k.conname), '[]')
    from pg_constraint k join pg_class f on f.oid = k.conrelid
    join pg_namespace fn on fn.oid = f.relnamespace
    where k.confrelid = c.oid and k.contype = 'f' and k.conparentid = 0),
  'indexes', (select coalesce(json_agg(json_build_object('name', x.relname,
      'columns', i.indkey::int2[], 'unique', i.indisunique, 'valid', i.indisvalid,
      'text', pg_get_indexdef(i.indexrelid, 0, true)) order by x.relname), '[]')
    from pg_index i join pg_class x on x.oid = i.indexrelid where i.indrelid = c.oid))
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.oid = $1::oid and c.relkind in ('r', 'v', 'm', 'p', 'f'))sql";

inline constexpr const char* diagram_sql = R"sql(
select json_build_object(
  'tables', (select coalesce(json_agg(json_build_object('oid', c.oid::text, 'schema', n.nspname,
      'name', c.relname, 'comment', obj_description(c.oid, 'pg_class'),
      'columns', (select coalesce(json_agg(json_build_object('attnum', a.attnum,
          'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
          'notNull', a.attnotnull, 'key', exists (select from pg_constraint p
            where p.conrelid = c.oid and p.contype = 'p' and a.attnum = any(p.conkey)))
          order by a.attnum), '[]')
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped))
      order by n.nspname, c.relname), '[]')
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition
      and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'),
  'links', (select coalesce(json_agg(json_build_object('name', k.conname,
      'from', k.conrelid::text, 'to', k.confrelid::text, 'columns', k.conkey,
      'foreignColumns', k.confkey) order by k.conname), '[]')
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    join pg_namespace n on n.oid = c.relnamespace
    where k.contype = 'f' and k.conparentid = 0 and n.nspname <> 'information_schema'
      and n.nspname !~ '^pg_')))sql";

}  // namespace detail

/// A table's or type's number as the page sends it. Anything else exists nowhere.
///
/// Throws:   refusal 404.
inline std::string checked_oid(const std::string& text) {
    if (number_from<unsigned>(text, 0) == 0) throw refusal(404, "there is no such table");
    return text;
}

inline std::string overview_json(access& database) {
    return database.read([](session& talk) { return talk.value(detail::overview_sql); });
}

inline std::string table_json(access& database, const std::string& oid) {
    return database.read([&](session& talk) {
        text_values values;
        values.add(checked_oid(oid));
        std::string found = talk.value(detail::table_sql, values);
        if (found.empty()) throw refusal(404, "there is no such table; it may have been dropped");
        return found;
    });
}

inline std::string diagram_json(access& database) {
    return database.read([](session& talk) { return talk.value(detail::diagram_sql); });
}

}  // namespace orm::studio
