// SPDX-License-Identifier: MIT
// table<user_table>("user"): the object whose members are typed columns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include <orm/core/type_list.hpp>
#include <orm/expr/named.hpp>
#include <orm/meta/bindings.hpp>
#include <orm/meta/field_name.hpp>
#include <orm/schema/casing.hpp>
#include <orm/schema/field_rules.hpp>
#include <orm/schema/models.hpp>

namespace orm {

/// A name for the database, checked when it is compiled: 1 to 63 bytes, valid UTF-8.
class identifier {
public:
    template <std::size_t Length>
    // NOLINTNEXTLINE(google-explicit-constructor): a literal is the name.
    consteval identifier(const char (&name)[Length]) : text_(name) {
        if (!lexical::is_valid_identifier(std::string_view(name, Length - 1)))
            throw "orm: an SQL name needs 1 to 63 bytes of valid UTF-8; PostgreSQL would cut a "
                  "longer one";
    }

    constexpr const char* c_str() const { return text_; }

private:
    const char* text_;
};

namespace detail {

/// A column's name: its named<"..."> or its field's name in the table's casing.
template <class Casing, auto Pointer>
inline constexpr name_buffer cased_name =
    Casing::apply(meta::detail::last_name(meta::detail::field_signature<Pointer>()));

template <class Casing, class Column, auto Pointer>
constexpr const char* column_name() {
    if constexpr (*Column::written_name != 0) return Column::written_name;
    else return cased_name<Casing, Pointer>.c_str();
}

template <class Pointer>
struct pointed_column;
template <class Column>
struct pointed_column<meta::field_pointer<Column>> {
    using type = Column;
};
template <auto Pointer>
using column_at = typename pointed_column<std::remove_cv_t<decltype(Pointer)>>::type;

template <class Casing, auto Pointer>
constexpr bool has_usable_name() {
    if constexpr (*column_at<Pointer>::written_name != 0) return true;
    else return cased_name<Casing, Pointer>.is_usable();
}

/// The rule of the first name that cannot be used.
template <class Casing, auto First, auto... Rest>
constexpr auto broken_by_name() {
    if constexpr (!has_usable_name<Casing, First>())
        return std::type_identity<rule::column_name_fits<First, false>>{};
    else return broken_by_name<Casing, Rest...>();
}

template <class Casing, class Pointers>
struct table_columns;

/// The columns of a table in order, and their names.
template <class Casing, auto... Pointers>
struct table_columns<Casing, meta::field_pointers<Pointers...>> {
    using types = type_list<column_at<Pointers>...>;
    static constexpr const char* names[] = {
        column_name<Casing, column_at<Pointers>, Pointers>()...};
    static constexpr bool are_usable = (has_usable_name<Casing, Pointers>() && ...);

    template <bool AreUsable = are_usable>
    static constexpr auto first_broken() {
        if constexpr (AreUsable) return std::type_identity<rule::well_placed>{};
        else return broken_by_name<Casing, Pointers...>();
    }
    using name_rule = typename decltype(table_columns::template first_broken<>())::type;
};

template <class Columns>
inline constexpr std::size_t column_count = sizeof(Columns) / sizeof(column_base);

template <class Columns, class Casing>
using columns_of_model =
    table_columns<Casing,
                  decltype(meta::bindings<column_count<Columns>>::template pointers<Columns>())>;

struct table_access;

/// What statements write of a table, whatever its type.
struct table_names {
    const char* schema;
    const char* name;
    /// Stands before a column: the alias, or the table's own name.
    const char* shown;
    /// The schema that stands before `shown`; none for an alias.
    const char* qualifier;
    const char* const* columns;
    std::uint32_t width;
};

/// By text: clang refuses to compare the addresses of literals in a constant expression.
constexpr bool is_same_name(const char* first, const char* second) {
    return std::string_view(first) == second;
}

/// Tells every column its name, its place and its table.
template <class Described, class Columns>
constexpr void name_columns(Columns& columns, column_base in_table) {
    in_table.table_columns = Described::names;
    in_table.table_width = static_cast<std::uint16_t>(column_count<Columns>);
    meta::bindings<column_count<Columns>>::visit(columns, [&](auto&... bound) {
        ((in_table.column_name = Described::names[in_table.position],
          static_cast<column_base&>(bound) = in_table, ++in_table.position),
         ...);
    });
}

}  // namespace detail

/// No constraints beyond those of the columns.
struct no_constraints {};

/// A table. Its only public names are its columns, so that a column may have any name.
///
/// Everything else is asked by free functions: name_of(users), schema_of(users), columns_of(users).
template <class Model, class Casing, class Constraints>
class table_object : public Model::columns {
    friend struct detail::table_access;

    using columns_ = typename Model::columns;
    using described_ = detail::columns_of_model<columns_, Casing>;

public:
    // Parameters and locals carry a prefix, for a column may have any name.
    constexpr table_object(const char* orm_schema, const char* orm_name, const char* orm_shown,
                           Constraints orm_constraints)
        : columns_{},
          orm_names_{
              orm_schema,        orm_name,
              orm_shown,         detail::is_same_name(orm_shown, orm_name) ? orm_schema : nullptr,
              described_::names, detail::column_count<columns_>},
          orm_constraints_(orm_constraints) {
        column_base orm_column;
        orm_column.table_name = orm_shown;
        orm_column.schema_name = orm_names_.qualifier;
        orm_column.stored_table = orm_name;
        orm_column.stored_schema = orm_schema;
        static_cast<void>(typename described_::name_rule{});
        detail::name_columns<described_>(static_cast<columns_&>(*this), orm_column);
    }

private:
    detail::table_names orm_names_;
    [[no_unique_address]] Constraints orm_constraints_;
};

namespace detail {

/// The one friend of table objects.
struct table_access {
    template <class Table>
    static constexpr const table_names& names(const Table& table) {
        return table.orm_names_;
    }
    template <class Table>
    static constexpr const char* schema(const Table& table) {
        return table.orm_names_.schema;
    }
    template <class Table>
    static constexpr const char* name(const Table& table) {
        return table.orm_names_.name;
    }
    template <class Table>
    static constexpr const auto& constraints(const Table& table) {
        return table.orm_constraints_;
    }
};

template <class Type>
struct table_traits;
template <class Model, class Casing, class Constraints>
struct table_traits<table_object<Model, Casing, Constraints>> {
    using model = Model;
    using casing = Casing;
    using described = columns_of_model<typename Model::columns, Casing>;
    using columns = typename described::types;
    using row = typename Model::row;
    using insert = typename Model::template with<insert_model>;
    using update = typename Model::template with<update_model<type_list<Model>>>;
    using constraints = Constraints;
    using object = table_object<Model, Casing, Constraints>;
    static constexpr std::size_t width = columns::size;
};

template <class Table>
using traits_of = table_traits<std::remove_cvref_t<Table>>;

}  // namespace detail

/// A table object: what table<...>("...") gives.
template <class Type> concept table_like = requires { typename detail::traits_of<Type>::model; };

namespace detail {

/// The rule of a table's column names.
template <class Model, class Casing>
using names_in = typename columns_of_model<typename Model::columns, Casing>::name_rule;

}  // namespace detail

/// Declares a table.
///
///     inline constexpr auto users = orm::table<user_table>("user");
///
/// Takes:    name, the table's name in the database; constraints, a lambda that gets the table and gives
///           orm::constraints(...). It is called when the schema is asked for, so it may name tables
///           that are declared later.
/// Gives:    an object with one typed column for each field of Table.
/// Source:   PostgreSQL manual, CREATE TABLE.
template <template <class> class Table, class Casing = snake_case,
          class Constraints = no_constraints>
constexpr auto table(identifier name, Constraints constraints = {}) {
    static_cast<void>(detail::names_in<columns_model<Table>, Casing>{});
    return table_object<columns_model<Table>, Casing, Constraints>(nullptr, name.c_str(),
                                                                   name.c_str(), constraints);
}

/// Declares one of several tables of the same struct. Their types differ, so that they can be joined and
/// none is taken for another.
///
///     inline constexpr auto log_2024 = orm::distinct_table<log_table, "log_2024">();
///     inline constexpr auto log_2025 = orm::distinct_table<log_table, "log_2025">();
template <template <class> class Table, fixed_string Name, class Casing = snake_case,
          class Constraints = no_constraints>
constexpr auto distinct_table(Constraints constraints = {}) {
    static_cast<void>(detail::name_rule<Name>{});
    constexpr const char* name = detail::stored_text<Name>.text;
    return table_object<named_model<Table, Name>, Casing, Constraints>(nullptr, name, name,
                                                                       constraints);
}

/// A PostgreSQL schema that tables can be declared in.
class schema_name {
public:
    constexpr explicit schema_name(identifier name) : name_(name) {}

    /// `auth.table<user_table>("users")` is "auth"."users".
    template <template <class> class Table, class Casing = snake_case,
              class Constraints = no_constraints>
    constexpr auto table(identifier name, Constraints constraints = {}) const {
        static_cast<void>(detail::names_in<columns_model<Table>, Casing>{});
        return table_object<columns_model<Table>, Casing, Constraints>(name_.c_str(), name.c_str(),
                                                                       name.c_str(), constraints);
    }

    constexpr std::string_view name() const { return name_.c_str(); }

private:
    identifier name_;
};

namespace pg {

/// `inline constexpr auto auth = orm::pg::schema("auth");`
constexpr schema_name schema(identifier name) { return schema_name(name); }

}  // namespace pg

/// A second name for a table within one query: `"user" "author"`.
///
///     constexpr auto author = orm::alias<"author">(users);
template <fixed_string Name, template <class> class Table, class Casing, class Constraints>
constexpr auto alias(const table_object<columns_model<Table>, Casing, Constraints>& table) {
    static_cast<void>(detail::name_rule<Name>{});
    return table_object<alias_model<Table, Name>, Casing, no_constraints>(
        detail::table_access::schema(table), detail::table_access::name(table),
        detail::stored_text<Name>.text, {});
}

template <fixed_string Name, template <class> class Table, fixed_string First, class Casing,
          class Constraints>
constexpr auto alias(const table_object<named_model<Table, First>, Casing, Constraints>& table) {
    static_cast<void>(detail::name_rule<Name>{});
    return table_object<alias_model<Table, Name>, Casing, no_constraints>(
        detail::table_access::schema(table), detail::table_access::name(table),
        detail::stored_text<Name>.text, {});
}

/// The table's name in the database.
template <table_like Table>
constexpr std::string_view name_of(const Table& table) {
    return detail::table_access::name(table);
}

/// The name of the table's schema; empty when the search path decides.
template <table_like Table>
constexpr std::string_view schema_of(const Table& table) {
    const char* schema = detail::table_access::schema(table);
    return schema == nullptr ? std::string_view{} : std::string_view{schema};
}

/// `using User = orm::row_of<users>;`
template <const auto& Table>
using row_of = typename detail::traits_of<decltype(Table)>::row;

/// `using NewUser = orm::insert_of<users>;`
template <const auto& Table>
using insert_of = typename detail::traits_of<decltype(Table)>::insert;

/// `using UserPatch = orm::update_of<users>;`
template <const auto& Table>
using update_of = typename detail::traits_of<decltype(Table)>::update;

}  // namespace orm
