// SPDX-License-Identifier: MIT
// Reads schemas, extensions, types, sequences, routines and roles from a server.
#pragma once

#include <map>
#include <string>
#include <utility>

#include <orm/catalog/database.hpp>
#include <orm/catalog/same_text.hpp>
#include <orm/inspect/server/queries.hpp>
#include <orm/inspect/server/rows.hpp>

namespace orm::inspect::detail {

using server_connection = driver::postgres::connection;
using server_context = driver::postgres::execution_context;

/// A default as snapshots write it: a literal without the cast that the server adds.
inline std::string plain_default(const std::string& expression, const catalog::column_type& type) {
    const std::string literal = catalog::detail::literal_without_cast(expression);
    if (literal.empty()) return expression;
    const std::string_view inner = std::string_view(literal).substr(1, literal.size() - 2);
    const bool is_integer =
        type.name == "integer" || type.name == "bigint" || type.name == "smallint";
    return is_integer && type.dimensions == 0 && catalog::detail::is_number(inner)
               ? std::string(inner)
               : literal;
}

inline void read_schemas(server_connection& server, const server_context& context,
                         catalog::database& into) {
    const std::string sql = "select n.nspname, " + comment_of("pg_namespace", "n.oid") +
                            " from pg_catalog.pg_namespace n where n.nspname <> 'public' and" +
                            std::string(user_schemas) + "and" +
                            not_of_extension("pg_namespace", "n.oid") + "order by 1";
    for_each_row(server, sql, context, [&](server_row row) {
        std::string name = row.text();
        into.schemas.push_back({std::move(name), row.text()});
    });
}

inline void read_extensions(server_connection& server, const server_context& context,
                            catalog::database& into) {
    const std::string sql =
        "select x.extname, n.nspname from pg_catalog.pg_extension x join pg_catalog.pg_namespace n"
        " on n.oid = x.extnamespace where x.extname <> 'plpgsql' order by 1";
    for_each_row(server, sql, context, [&](server_row row) {
        std::string name = row.text();
        into.extensions.push_back({std::move(name), row.text(), ""});
    });
}

inline void read_enums(server_connection& server, const server_context& context,
                       catalog::database& into) {
    const std::string sql =
        "select n.nspname, t.typname, " + comment_of("pg_type", "t.oid") +
        ", array(select l.enumlabel::text from pg_catalog.pg_enum l where l.enumtypid = t.oid"
        " order by l.enumsortorder) from pg_catalog.pg_type t join pg_catalog.pg_namespace n"
        " on n.oid = t.typnamespace where t.typtype = 'e' and" +
        std::string(user_schemas) + "and" + not_of_extension("pg_type", "t.oid") + "order by 1, 2";
    for_each_row(server, sql, context, [&](server_row row) {
        catalog::enumeration type;
        type.schema = row.text();
        type.name = row.text();
        type.comment = row.text();
        type.values = row.list();
        into.enums.push_back(std::move(type));
    });
}

inline void read_domains(server_connection& server, const server_context& context,
                         catalog::database& into) {
    const std::string sql =
        "select n.nspname, o.typname," +
        type_columns("o.typbasetype", "o.typtypmod", "o.typndims") +
        ", o.typnotnull, o.typdefault, " + collation_column("o.typcollation", "t") + ", " +
        comment_of("pg_type", "o.oid") +
        " from pg_catalog.pg_type o join pg_catalog.pg_namespace n on n.oid = o.typnamespace" +
        type_joins("o.typbasetype") + "where o.typtype = 'd' and" + std::string(user_schemas) +
        "and" + not_of_extension("pg_type", "o.oid") + "order by 1, 2";
    for_each_row(server, sql, context, [&](server_row row) {
        catalog::domain domain;
        domain.schema = row.text();
        domain.name = row.text();
        domain.base = read_type(row);
        domain.is_not_null = row.flag();
        domain.default_expression = row.optional_text();
        domain.collation = row.text();
        domain.comment = row.text();
        into.domains.push_back(std::move(domain));
    });
    const std::string checks =
        "select n.nspname, o.typname, c.conname, pg_catalog.pg_get_expr(c.conbin, 0), c.convalidated"
        " from pg_catalog.pg_constraint c join pg_catalog.pg_type o on o.oid = c.contypid"
        " join pg_catalog.pg_namespace n on n.oid = o.typnamespace where c.contype = 'c' and" +
        std::string(user_schemas) + "and" + not_of_extension("pg_type", "o.oid") +
        "order by 1, 2, 3";
    for_each_row(server, checks, context, [&](server_row row) {
        const std::string schema = row.text();
        const std::string name = row.text();
        catalog::check_constraint check;
        check.name = row.text();
        check.expression = catalog::normal_expression(row.text());
        check.is_validated = row.flag();
        for (catalog::domain& domain : into.domains)
            if (domain.schema == schema && domain.name == name) domain.checks.push_back(check);
    });
}

inline void read_composites(server_connection& server, const server_context& context,
                            catalog::database& into) {
    const std::string sql =
        "select n.nspname, c.relname, " + comment_of("pg_type", "c.reltype") + ", a.attname," +
        type_columns("a.atttypid", "a.atttypmod", "a.attndims") + ", " +
        collation_column("a.attcollation", "t") +
        " from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
        " join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped" +
        type_joins("a.atttypid") + "where c.relkind = 'c' and" + std::string(user_schemas) + "and" +
        not_of_extension("pg_type", "c.reltype") + "order by 1, 2, a.attnum";
    for_each_row(server, sql, context, [&](server_row row) {
        catalog::composite type;
        type.schema = row.text();
        type.name = row.text();
        type.comment = row.text();
        catalog::column member;
        member.name = row.text();
        member.type = read_type(row);
        member.collation = row.text();
        const bool is_same = !into.composites.empty() &&
                             into.composites.back().schema == type.schema &&
                             into.composites.back().name == type.name;
        if (!is_same) into.composites.push_back(std::move(type));
        into.composites.back().fields.push_back(std::move(member));
    });
}

/// Sequences of identity and serial columns are part of the column and not listed.
inline void read_sequences(server_connection& server, const server_context& context,
                           catalog::database& into) {
    const std::string sql =
        "select n.nspname, c.relname, pg_catalog.format_type(s.seqtypid, null), s.seqincrement, s.seqmin,"
        " s.seqmax, s.seqstart, s.seqcache, s.seqcycle, " +
        comment_of("pg_class", "c.oid") +
        " from pg_catalog.pg_sequence s join pg_catalog.pg_class c on c.oid = s.seqrelid"
        " join pg_catalog.pg_namespace n on n.oid = c.relnamespace where" +
        std::string(user_schemas) + "and" + not_of_extension("pg_class", "c.oid") +
        "and not exists (select from pg_catalog.pg_depend p where p.objid = c.oid"
        " and p.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and p.deptype in ('a', 'i')"
        " and p.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and p.refobjsubid > 0)"
        " order by 1, 2";
    for_each_row(server, sql, context, [&](server_row row) {
        catalog::sequence sequence;
        sequence.schema = row.text();
        sequence.name = row.text();
        sequence.type = row.text();
        sequence.options.increment = row.number();
        sequence.options.minimum = row.number();
        sequence.options.maximum = row.number();
        sequence.options.start = row.number();
        sequence.options.cache = row.number();
        sequence.options.cycles = row.flag();
        sequence.comment = row.text();
        into.sequences.push_back(std::move(sequence));
    });
}

inline void read_collations(server_connection& server, const server_context& context,
                            catalog::database& into) {
    const std::string locale = server.server_version() >= 170000   ? "c.colllocale"
                               : server.server_version() >= 150000 ? "c.colliculocale"
                                                                   : "null::text";
    const std::string sql =
        "select n.nspname, c.collname, c.collprovider, coalesce(" + locale +
        ", c.collcollate::text), c.collctype::text, c.collisdeterministic, " +
        comment_of("pg_collation", "c.oid") +
        " from pg_catalog.pg_collation c join pg_catalog.pg_namespace n on n.oid = c.collnamespace where" +
        std::string(user_schemas) + "and" + not_of_extension("pg_collation", "c.oid") +
        "order by 1, 2";
    for_each_row(server, sql, context, [&](server_row row) {
        catalog::collation collation;
        collation.schema = row.text();
        collation.name = row.text();
        const std::string provider = row.text();
        const std::string collate = row.text();
        const std::string character_type = row.text();
        const bool is_deterministic = row.flag();
        collation.definition =
            provider == "c" ? "provider = libc, lc_collate = " + lexical::quoted_literal(collate) +
                                  ", lc_ctype = " + lexical::quoted_literal(character_type)
                            : "provider = " + std::string(provider == "b" ? "builtin" : "icu") +
                                  ", locale = " + lexical::quoted_literal(collate);
        if (!is_deterministic) collation.definition += ", deterministic = false";
        collation.comment = row.text();
        into.collations.push_back(std::move(collation));
    });
}

inline void read_routines(server_connection& server, const server_context& context,
                          catalog::database& into) {
    const std::string sql =
        "select n.nspname, p.proname, pg_catalog.pg_get_function_identity_arguments(p.oid),"
        " p.prokind = 'p', pg_catalog.pg_get_functiondef(p.oid), " +
        comment_of("pg_proc", "p.oid") +
        " from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace"
        " where p.prokind in ('f', 'p') and" +
        std::string(user_schemas) + "and" + not_of_extension("pg_proc", "p.oid") +
        "order by 1, 2, 3";
    for_each_row(server, sql, context, [&](server_row row) {
        catalog::routine routine;
        routine.schema = row.text();
        routine.name = row.text();
        routine.signature = row.text();
        routine.is_procedure = row.flag();
        routine.definition = catalog::detail::trimmed(row.text());
        routine.comment = row.text();
        into.routines.push_back(std::move(routine));
    });
}

inline void read_roles(server_connection& server, const server_context& context,
                       catalog::database& into) {
    const std::string sql =
        "select r.rolname, r.rolsuper, r.rolcreatedb, r.rolcreaterole, r.rolinherit, r.rolcanlogin,"
        " r.rolreplication, r.rolbypassrls, r.rolconnlimit, r.rolvaliduntil::text,"
        " pg_catalog.shobj_description(r.oid, 'pg_authid') from pg_catalog.pg_roles r"
        " where r.rolname not like 'pg\\_%' and r.oid <> 10 order by 1";
    for_each_row(server, sql, context, [&](server_row row) {
        catalog::role role;
        role.name = row.text();
        role.is_superuser = row.flag();
        role.may_create_databases = row.flag();
        role.may_create_roles = row.flag();
        role.inherits = row.flag();
        role.may_login = row.flag();
        role.may_replicate = row.flag();
        role.bypasses_row_security = row.flag();
        role.connection_limit = static_cast<int>(row.number());
        role.valid_until = row.text();
        role.comment = row.text();
        into.roles.push_back(std::move(role));
    });
}

/// Privileges on tables and views, without those of the owner.
inline void read_privileges(server_connection& server, const server_context& context,
                            catalog::database& into) {
    const std::string sql =
        "select coalesce(g.rolname, 'public'), n.nspname, c.relname, a.privilege_type, a.is_grantable,"
        " o.rolname from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
        " cross join lateral pg_catalog.aclexplode(c.relacl) a"
        " left join pg_catalog.pg_roles g on g.oid = a.grantee"
        " join pg_catalog.pg_roles o on o.oid = a.grantor"
        " where c.relkind in ('r', 'p', 'v', 'm') and a.grantee <> c.relowner and" +
        std::string(user_schemas) + "and" + not_of_extension("pg_class", "c.oid") +
        "order by 2, 3, 1, 4";
    for_each_row(server, sql, context, [&](server_row row) {
        catalog::privilege privilege;
        privilege.grantee = row.text();
        privilege.schema = row.text();
        privilege.table = row.text();
        privilege.type = row.text();
        privilege.is_grantable = row.flag();
        privilege.grantor = row.text();
        into.privileges.push_back(std::move(privilege));
    });
}

}  // namespace orm::inspect::detail
