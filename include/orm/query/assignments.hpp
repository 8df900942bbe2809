// SPDX-License-Identifier: MIT
// The fields of an insert or update model: which are given, and how they are written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <orm/meta/bindings.hpp>
#include <orm/schema/table.hpp>

namespace orm::detail {

/// Which columns of a table are meant, one bit each.
template <std::size_t Width>
struct column_mask {
    std::uint64_t words[(Width + 63) / 64] = {};

    constexpr void set(std::size_t column) { words[column / 64] |= std::uint64_t{1} << column % 64; }
    constexpr bool has(std::size_t column) const {
        return (words[column / 64] >> column % 64 & 1U) != 0;
    }
    constexpr bool is_empty() const {
        for (const std::uint64_t word : words)
            if (word != 0) return false;
        return true;
    }
    constexpr void add(const column_mask& other) {
        for (std::size_t i = 0; i < (Width + 63) / 64; ++i) words[i] |= other.words[i];
    }
};

/// The function of client_default<> or client_on_update<> of a column; nullptr when it has none.
template <class Column, template <auto> class Modifier>
struct client_function {
    static constexpr bool exists = false;
};
template <class Model, class Sql, class... Modifiers, template <auto> class Modifier>
struct client_function<typed_column<Model, Sql, Modifiers...>, Modifier> {
    template <class Type>
    struct probe {
        static constexpr bool matches = false;
        static constexpr int function = 0;
    };
    template <auto Function>
    struct probe<Modifier<Function>> {
        static constexpr bool matches = true;
        static constexpr auto function = Function;
    };
    static constexpr bool exists = (probe<Modifiers>::matches || ...);

    static auto call() { return pick<Modifiers...>(); }

private:
    template <class First, class... Rest>
    static auto pick() {
        if constexpr (probe<First>::matches)
            return probe<First>::function();
        else
            return pick<Rest...>();
    }
};

/// Whether a field is written: it was given, or its column has a function that gives a value.
template <class Column, template <auto> class Modifier, class Field>
constexpr bool is_written(const Field& field) {
    if constexpr (std::is_same_v<Field, generated_field>)
        return false;
    else
        return field.is_given() || client_function<Column, Modifier>::exists;
}

/// Calls use(position, field, column type) for each field of a model struct.
template <class... Columns, class Model, class Use>
constexpr void for_each_field(type_list<Columns...>, const Model& model, Use use) {
    meta::bindings<sizeof...(Columns)>::visit(model, [&](const auto&... fields) {
        std::size_t position = 0;
        (use(position++, fields, static_cast<std::type_identity<Columns>*>(nullptr)), ...);
    });
}

/// The columns that a model struct writes.
template <template <auto> class Modifier, class Columns, class Model>
constexpr auto written_columns(const Model& model) {
    column_mask<Columns::size> mask;
    for_each_field(Columns{}, model,
                   [&]<class Column>(std::size_t position, const auto& field,
                                     std::type_identity<Column>*) {
                       if (is_written<Column, Modifier>(field)) mask.set(position);
                   });
    return mask;
}

/// Writes one field's placeholder, NULL or expression, and hands its value to the visitor.
template <class Column, template <auto> class Modifier, class Field, class Visitor>
constexpr void visit_value(const Field& field, Visitor& visitor) {
    using sql_type = typename Column::sql_type;
    const auto placeholder = [&] { visitor.run(plain_token(token_kind::parameter)); };
    if constexpr (client_function<Column, Modifier>::exists) {
        if (!field.is_given()) {
            placeholder();
            if constexpr (Visitor::binds)
                visitor.template add_owned<sql_type>(client_function<Column, Modifier>::call());
            return;
        }
    }
    if constexpr (!std::is_same_v<Field, generated_field>) {
        using state = typename Field::state;
        switch (field.what()) {
            case state::absent: visitor.run("default"); return;
            case state::null: placeholder(); visitor.template add_null<sql_type>(); return;
            case state::value: placeholder(); visitor.template add<sql_type>(field.value()); return;
            case state::expression:
                visitor.run(field.expression()->begin(), field.expression()->end());
                visitor.add_held(field.expression());
                return;
        }
    }
}

/// A field's part of a statement's shape. Only expressions differ beyond being given or not.
template <class Field, class Visitor>
constexpr void visit_shape(const Field& field, Visitor& visitor) {
    if constexpr (!std::is_same_v<Field, generated_field>)
        if (field.what() == Field::state::expression)
            visitor.run(field.expression()->begin(), field.expression()->end());
}

/// `"name" = $1, "age" = $2`: the assignments of an update.
template <class Table, class Model, class Visitor>
constexpr void visit_assignments(const Model& model, Visitor& visitor) {
    using columns = typename Table::columns;
    if constexpr (Visitor::is_shape)
        for (const std::uint64_t word : written_columns<client_on_update, columns>(model).words)
            visitor.mix(word);
    bool is_first = true;
    for_each_field(columns{}, model,
                   [&]<class Column>(std::size_t position, const auto& field,
                                     std::type_identity<Column>*) {
                       if constexpr (Visitor::is_shape) {
                           visit_shape(field, visitor);
                       } else if (is_written<Column, client_on_update>(field)) {
                           if (!is_first) visitor.run(", ");
                           is_first = false;
                           visitor.run(identifier_token(Table::described::names[position]));
                           visitor.run(" = ");
                           visit_value<Column, client_on_update>(field, visitor);
                       } else if constexpr (Column::template has<on_update_now>) {
                           if (!is_first) visitor.run(", ");
                           is_first = false;
                           visitor.run(identifier_token(Table::described::names[position]));
                           visitor.run(" = now()");
                       }
                   });
}

}  // namespace orm::detail
