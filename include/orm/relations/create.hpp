// SPDX-License-Identifier: MIT
// create(): a row and the rows that refer to it, in one transaction.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <orm/meta/aggregate.hpp>
#include <orm/query/insert.hpp>
#include <orm/relations/in_transaction.hpp>
#include <orm/relations/relation.hpp>
#include <orm/session/run.hpp>
#include <orm/session/transaction.hpp>

namespace orm {

namespace detail {

/// Rows of a related table for one insert.
template <class Model>
struct related_insert {
    using row_type = typename Model::template with<insert_model>;
    using columns_type = model_columns<Model>;
    using sources = orm::sources<source<Model, false>>;
    static constexpr std::size_t width = columns_type::size;

    struct result {
        using row = typename Model::row;
        using shape = detail::shape<table_item<Model>>;
    };

    token into;
    token columns;
    const std::vector<row_type>& rows;

    template <bool>
    using complete_rule = rule::statement_is_complete;

    /// Calls use(field_row) for one row.
    template <class Use>
    void with_row(const row_type& row, Use&& use) const {
        meta::bindings<width>::visit(row, [&](const auto&... fields) {
            const field_base* const addresses[] = {&fields...};
            use(field_row{model_fields<row_type, columns_type>::template operations<client_default>(
                              type_list<std::remove_cvref_t<decltype(fields)>...>{}),
                          columns.names, width, addresses});
        });
    }

    void visit(outline& statement) const {
        statement.run("insert into ");
        statement.run(&into, &into + 1);
        std::uint64_t* const written = statement.make_mask(width);
        for (const row_type& row : rows)
            with_row(row, [&](const field_row& fields) { mark_written(fields, written); });
        bool is_first = true;
        for (const row_type& row : rows)
            with_row(row, [&](const field_row& fields) {
                if (is_first) visit_columns(fields, written, statement);
                else statement.run("), (");
                is_first = false;
                visit_row(fields, written, statement);
            });
        statement.run(") returning ");
        statement.run(names_in_list<false>);
        statement.run(&columns, &columns + 1);
        statement.run(restored_names);
    }
};

template <class Type>
const Type& plain_value(const Type& value) {
    return value;
}
template <class Type>
const Type& plain_value(const std::optional<Type>& value) {
    return *value;
}

/// The field at a position of a row, when it has this type.
template <class Field, class Row>
const Field* field_at(const Row& row, std::size_t position) {
    const Field* found = nullptr;
    meta::visit_fields(row, [&](const auto&... fields) {
        std::size_t at = 0;
        const auto look = [&](const auto& field) {
            if constexpr (std::is_same_v<std::remove_cvref_t<decltype(field)>, Field>)
                if (at == position) found = &field;
            ++at;
        };
        (look(fields), ...);
    });
    return found;
}

/// A field of the insert model that takes values of type Sql; a generated one takes none.
template <class Field, class Sql>
inline constexpr bool is_field_of = false;
template <class Field, class Sql>
    requires requires { typename Field::sql_type; }
inline constexpr bool is_field_of<Field, Sql> = std::is_same_v<typename Field::sql_type, Sql>;

/// Writes the parent's key into a child's foreign key. Fields are found by type, then by position.
template <class ParentColumn, class ChildColumn, class Parent, class Child>
void copy_key(const Parent& parent, std::size_t from, Child& child, std::size_t to) {
    using value_type = value_t<typename ChildColumn::sql_type>;
    using given = row_model::field<typename ParentColumn::sql_type>;
    const given* const found = field_at<given>(parent, from);
    if (found == nullptr) return;
    constexpr std::size_t width = related_insert<typename ChildColumn::model>::width;
    meta::bindings<width>::visit(child, [&](auto&... fields) {
        std::size_t at = 0;
        const auto look = [&](auto& field) {
            using field_type = std::remove_cvref_t<decltype(field)>;
            if constexpr (is_field_of<field_type, typename ChildColumn::sql_type>)
                if (at == to) field = field_type(static_cast<value_type>(*found));
            ++at;
        };
        (look(fields), ...);
    });
}

template <class Parents, class Children>
struct key_copier;
template <class... Parents, class... Children>
struct key_copier<column_key<Parents...>, column_key<Children...>> {
    template <class Link, class Parent, class Child>
    static void copy(const Link& link, const Parent& parent, Child& child) {
        std::size_t part = 0;
        ((copy_key<Parents, Children>(parent, link.parent.columns[part].position, child,
                                      link.near.columns[part].position),
          ++part),
         ...);
    }
};

/// The rows of one relation that are inserted with their parent.
template <class Link>
struct related_rows {
    using model = typename Link::child_model;
    using row_type = typename model::template with<insert_model>;

    Link link;
    std::vector<row_type> rows;

    template <class Parent>
    std::vector<typename model::row> insert(const session& on, const Parent& parent,
                                            source_location where) const {
        if (rows.empty()) return {};
        std::vector<row_type> filled = rows;
        for (row_type& row : filled)
            key_copier<typename Link::parent_key, typename Link::near_key>::copy(link, parent, row);
        const related_insert<model> statement{table_of_column(link.child),
                                              columns_of_table(link.child), filled};
        return collect_all(on, statement, where);
    }
};

}  // namespace detail

namespace rule {

/// Rule: create() inserts the row first, then rows that refer to it.
template <bool Holds>
struct related_rows_refer_to_the_row {
    static_assert(
        Holds,
        "orm: create(...).with() takes relations whose rows refer to the new row: "
        "orm::many(users.id, posts.authorId). Insert rows that the new row refers to, and "
        "the table between of many_through(), on their own.");
    static constexpr bool holds = Holds;
};

}  // namespace rule

/// An insert of one row and of rows that refer to it.
///
///     auto [ann, posts] = db.create(users, {.name = "Ann", .email = "a@b.c"})
///                             .with(user_posts, {{.authorId = orm::from_parent, .title = "First"},
///                                                {.authorId = orm::from_parent, .title = "Second"}})
///                             .one();
///
/// Runs in one transaction: all rows are there, or none. Inside db.transaction() it is part of that one.
/// Sends one statement for the row and one for each relation. Foreign keys are taken from the row that
/// the database gives back, whatever the related rows say.
/// Owns:     the rows.
template <class Table, class... Related>
class [[nodiscard("orm: nothing is sent yet: end with .one() or .execute()")]] create_statement {
public:
    using insert_row = typename detail::traits_of<Table>::insert;
    using parent_row = typename detail::traits_of<Table>::row;
    using row = std::tuple<parent_row, std::vector<typename Related::model::row>...>;

    create_statement(const orm::session& on, const Table& table, insert_row parent,
                     std::tuple<Related...> related)
        : session_(on), table_(table), parent_(std::move(parent)), related_(std::move(related)) {}

    /// Rows that refer to the new row through a relation.
    template <class Relation>
    auto with(const Relation& relation,
              std::vector<typename Relation::link_type::child_model::template with<insert_model>>
                  rows) const {
        using link = typename Relation::link_type;
        using parent_key = detail::key_traits<typename link::parent_key>;
        using model = typename detail::traits_of<Table>::model;
        static_cast<void>(
            rule::relation_starts_here<typename link::parent_model, model,
                                       std::is_same_v<typename link::parent_model, model>>{});
        static_cast<void>(rule::related_rows_refer_to_the_row < link::is_direct &&
                          parent_key::is_identity > {});
        using added = detail::related_rows<link>;
        return create_statement<Table, Related..., added>(
            session_, table_, parent_,
            std::tuple_cat(related_, std::tuple<added>(added{relation.link(), std::move(rows)})));
    }
    template <class Relation>
    auto with(const Relation& relation,
              std::initializer_list<
                  typename Relation::link_type::child_model::template with<insert_model>>
                  rows) const {
        return with(relation, std::vector(rows));
    }

    /// Inserts. Gives the rows as the database has them: the new row, then those of each relation.
    row one(source_location where = source_location::current()) const {
        const driver::postgres::execution_context context = session_.context(where);
        const driver::postgres::lease lent(*session_.source, context);
        detail::one_connection same(*lent);
        const orm::session on = session_.on(same);
        if (detail::is_in_transaction(*lent)) return insert_all(on, where);
        const auto inside = [&](auto& tx) { return insert_all(tx.current_session(), where); };
        return detail::transact(on, inside, {}, where);
    }

    /// Inserts. Gives the number of rows.
    std::size_t execute(source_location where = source_location::current()) const {
        const row inserted = one(where);
        return std::apply([](const auto&, const auto&... rows) { return (1 + ... + rows.size()); },
                          inserted);
    }

private:
    row insert_all(const orm::session& on, source_location where) const {
        parent_row parent = detail::collect_one(
            on, detail::start_insert(no_session{}, table_).values(parent_).returning(), where);
        return std::apply(
            [&](const auto&... related) {
                return row{parent, related.insert(on, parent, where)...};
            },
            related_);
    }

    orm::session session_;
    Table table_;
    insert_row parent_;
    std::tuple<Related...> related_;
};

/// Starts a create; db.create(users, {...}) calls it.
template <table_like Table>
auto start_create(const session& on, const Table& table,
                  typename detail::traits_of<Table>::insert row) {
    return create_statement<Table>(on, table, std::move(row), {});
}

}  // namespace orm
