// SPDX-License-Identifier: MIT
// The catalog queries. Every name is qualified with pg_catalog: a search_path cannot redirect them.
#pragma once

#include <string>
#include <string_view>

namespace orm::inspect::detail {

/// Schemas that are the user's own. `n` is pg_namespace.
inline constexpr std::string_view user_schemas =
    " n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')"
    " and n.nspname not like 'pg\\_temp\\_%' and n.nspname not like 'pg\\_toast\\_temp\\_%' ";

/// True for what CREATE EXTENSION did not make. Takes the class and the oid of the object.
///
/// By what it depends on, for which there is an index: few objects depend on an extension.
inline std::string not_of_extension(std::string_view catalog_table, std::string_view oid) {
    return " not exists (select from pg_catalog.pg_depend ext where ext.deptype = 'e'"
           " and ext.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass"
           " and ext.classid = 'pg_catalog." +
           std::string(catalog_table) +
           "'::pg_catalog.regclass"
           " and ext.objid = " +
           std::string(oid) + ") ";
}

inline std::string comment_of(std::string_view catalog_table, std::string_view oid,
                              std::string_view position = "0") {
    return "(select d.description from pg_catalog.pg_description d where d.objoid = " +
           std::string(oid) + " and d.classoid = 'pg_catalog." + std::string(catalog_table) +
           "'::pg_catalog.regclass and d.objsubid = " + std::string(position) + ")";
}

/// Schema, spelling and dimensions of a type: users' own types by name, all others as spelled.
/// `e` is the element type's pg_type row. The spelling of an extension's type has no schema.
inline std::string type_columns(std::string_view oid, std::string_view modifier,
                                std::string_view dimensions) {
    const std::string own =
        "(e.typtype in ('e', 'd', 'c', 'r', 'm') and en.nspname <> 'pg_catalog'"
        " and not exists (select from pg_catalog.pg_depend x where x.deptype = 'e'"
        " and x.classid = 'pg_catalog.pg_type'::pg_catalog.regclass and x.objid = e.oid))";
    const std::string spelled = "pg_catalog.format_type(e.oid, " + std::string(modifier) + ")";
    return " case when " + own +
           " then en.nspname else '' end,"
           " case when " +
           own +
           " then e.typname"
           " when en.nspname <> 'pg_catalog' then pg_catalog.replace(" +
           spelled +
           ", pg_catalog.quote_ident(en.nspname) || '.', '')"
           " else " +
           spelled +
           " end,"
           " case when t.typcategory = 'A' and t.typelem <> 0 then greatest(" +
           std::string(dimensions) + ", 1) else 0 end /* of " + std::string(oid) + " */ ";
}

/// Joins `t`, the type itself, `e`, its element (or itself) and `en`, the schema of that.
inline std::string type_joins(std::string_view oid) {
    return " join pg_catalog.pg_type t on t.oid = " + std::string(oid) +
           " join pg_catalog.pg_type e on e.oid = case when t.typcategory = 'A' and t.typelem <> 0"
           " then t.typelem else t.oid end"
           " join pg_catalog.pg_namespace en on en.oid = e.typnamespace ";
}

/// A collation that is not the type's own, as SQL text, or NULL.
inline std::string collation_column(std::string_view oid, std::string_view type_row) {
    const std::string own(oid);
    return "case when " + own + " <> " + std::string(type_row) +
           ".typcollation then (select pg_catalog.quote_ident(cn.nspname) || '.' ||"
           " pg_catalog.quote_ident(co.collname) from pg_catalog.pg_collation co"
           " join pg_catalog.pg_namespace cn on cn.oid = co.collnamespace where co.oid = " +
           own + ") end";
}

}  // namespace orm::inspect::detail
