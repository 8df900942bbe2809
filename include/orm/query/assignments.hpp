// SPDX-License-Identifier: MIT
// Fields of insert and update models without their types: which are given, and how they bind.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <type_traits>
#include <utility>

#include <orm/expr/outline.hpp>
#include <orm/meta/bindings.hpp>
#include <orm/schema/table.hpp>

namespace orm::detail {

/// What a row with unknown columns becomes in g++, which overlooks names where a class has a
/// constructor of a list.
struct unknown_columns {
    struct anything {
        template <class Value>
        anything(const Value&);
    };
    unknown_columns(std::initializer_list<anything>);
    template <class... Values>
    unknown_columns(const Values&...);
};

/// What a statement asks of one field, as functions over its address. One per type of field, shared by
/// all tables, so that an insert costs the compiler little.
struct field_operations {
    void (*bind)(const field_base* field, outline& statement);
    /// Writes a value or NULL with its length, as arrays and COPY have it. Gives false for other states.
    bool (*write)(const field_base* field, encoder& out);
    const held_expression& (*expression)(const field_base* field);
    /// True when a function of the client gives the value of a field that is left out.
    bool has_client_value;
};

template <class Field>
struct operations_on {
    using sql_type = typename Field::sql_type;

    static void bind(const field_base* field, outline& statement) {
        const auto& typed = *static_cast<const Field*>(field);
        if (typed.what() == field_state::value) statement.add<sql_type>(typed.value());
        else if (statement.parameters() != nullptr) statement.parameters()->add_null(sql_type::oid);
    }
    static bool write(const field_base* field, encoder& out) {
        const auto& typed = *static_cast<const Field*>(field);
        if (typed.what() == field_state::value) [[likely]] {
            encode_nested<sql_type>(out, typed.value());
            return true;
        }
        if (typed.what() != field_state::null) return false;
        out.null_value();
        return true;
    }
    static const held_expression& expression(const field_base* field) {
        return static_cast<const Field*>(field)->expression();
    }
    static constexpr field_operations value{&bind, &write, &expression, false};
};
template <>
struct operations_on<generated_field> {
    static constexpr field_operations value{nullptr, nullptr, nullptr, false};
};

/// The value of a column's client function, for a field that is left out.
template <class Column, template <auto> class Modifier>
struct client_value {
    static constexpr bool exists = false;
};
template <class Model, class Sql, class... Modifiers, template <auto> class Modifier>
struct client_value<typed_column<Model, Sql, Modifiers...>, Modifier> {
    template <class Type>
    struct probe {
        static constexpr bool matches = false;
    };
    template <auto Function>
    struct probe<Modifier<Function>> {
        static constexpr bool matches = true;
        static auto call() { return Function(); }
    };
    static constexpr bool exists = (probe<Modifiers>::matches || ...);

    static auto call() { return pick<Modifiers...>(); }

private:
    template <class First, class... Rest>
    static auto pick() {
        if constexpr (probe<First>::matches) return probe<First>::call();
        else return pick<Rest...>();
    }
};

template <class Column, template <auto> class Modifier, class Field>
struct client_operations : operations_on<Field> {
    static void bind(const field_base* field, outline& statement) {
        if (field->what() != field_state::absent)
            return operations_on<Field>::bind(field, statement);
        if (statement.parameters() != nullptr)
            statement.parameters()->template add_owned<typename Field::sql_type>(
                client_value<Column, Modifier>::call());
    }
    static bool write(const field_base* field, encoder& out) {
        if (field->what() != field_state::absent) return operations_on<Field>::write(field, out);
        encode_nested<typename Field::sql_type>(out, client_value<Column, Modifier>::call());
        return true;
    }
    static constexpr field_operations value{&bind, &write, &operations_on<Field>::expression, true};
};

/// Fields of one SQL type share their operations, whatever they take.
template <class Sql>
field_content<Sql> content_of(const field_content<Sql>&);
generated_field content_of(const generated_field&);

template <class Column, template <auto> class Modifier, class Field>
constexpr const field_operations* operations_for() {
    using content = decltype(content_of(std::declval<const Field&>()));
    if constexpr (client_value<Column, Modifier>::exists)
        return &client_operations<Column, Modifier, content>::value;
    else return &operations_on<content>::value;
}

/// The same field of another row in an array of rows.
/// Takes:    distance in bytes from row to row.
inline const field_base* same_field(const field_base* field, std::size_t distance) {
    return reinterpret_cast<const field_base*>(reinterpret_cast<const char*>(field) + distance);
}

/// The fields of one model struct, by address, and the names of their columns.
struct field_row {
    const field_operations* const* operations;
    const char* const* names;
    std::size_t width;
    /// Set by with_fields(), one for each column.
    const field_base* const* fields;

    /// Takes:    distance, see same_field().
    field_state state(std::size_t column, std::size_t distance = 0) const {
        const field_state given = same_field(fields[column], distance)->what();
        return given == field_state::absent && operations[column]->has_client_value
                   ? field_state::value
                   : given;
    }
};

template <class Model, class Columns>
struct model_fields;
template <class Model, class... Columns>
struct model_fields<Model, type_list<Columns...>> {
    template <template <auto> class Modifier, class... Fields>
    static constexpr const field_operations* const* operations(type_list<Fields...>) {
        return table<Modifier, Fields...>;
    }

    template <template <auto> class Modifier, class... Fields>
    static constexpr const field_operations* table[] = {
        operations_for<Columns, Modifier, Fields>()...};
};

/// Calls use(field_row) for a model struct of Table. Modifier names the client functions that count.
template <template <auto> class Modifier, class Table, class Model, class Use>
void with_fields(const Model& model, Use&& use) {
    meta::bindings<Table::width>::visit(model, [&](const auto&... fields) {
        const field_base* const addresses[] = {&fields...};
        use(field_row{model_fields<Model, typename Table::columns>::template operations<Modifier>(
                          type_list<std::remove_cvref_t<decltype(fields)>...>{}),
                      Table::described::names, Table::width, addresses});
    });
}

constexpr void set_bit(std::uint64_t* mask, std::size_t column) {
    mask[column / 64] |= std::uint64_t{1} << column % 64;
}
constexpr bool has_bit(const std::uint64_t* mask, std::size_t column) {
    return (mask[column / 64] >> column % 64 & 1U) != 0;
}

/// Sets the bits of the fields that are written. Gives true when one of them is an expression.
inline bool mark_written(const field_row& row, std::uint64_t* written) {
    bool has_expression = false;
    for (std::size_t begin = 0; begin < row.width; begin += 64) {
        const std::size_t end = row.width - begin < 64 ? row.width : begin + 64;
        std::uint64_t bits = 0;
        for (std::size_t i = begin; i < end; ++i) {
            const field_state state = row.state(i);
            bits |= std::uint64_t{state != field_state::absent} << (i - begin);
            has_expression |= state == field_state::expression;
        }
        written[begin / 64] |= bits;
    }
    return has_expression;
}

/// A field list as one token: which columns, and for rows of values which of them are given.
inline token mask_token(token_kind kind, const field_row& row, const std::uint64_t* written,
                        const std::uint64_t* given = nullptr) {
    token made;
    made.kind = kind;
    made.count = static_cast<std::uint32_t>(row.width);
    made.names = row.names;
    made.written = written;
    made.given = given;
    return made;
}

inline void visit_field_value(const field_row& row, std::size_t column, outline& statement) {
    if (row.state(column) == field_state::expression) {
        const held_expression& held = row.operations[column]->expression(row.fields[column]);
        statement.run(held->begin(), held->end());
        held->bind(statement);
    } else {
        statement.run(plain_token(token_kind::parameter));
        row.operations[column]->bind(row.fields[column], statement);
    }
}

inline void bind_fields(const field_row& row, const std::uint64_t* given, outline& statement) {
    if (statement.parameters() == nullptr) return;
    for (std::size_t begin = 0; begin < row.width; begin += 64)
        for (std::uint64_t bits = given[begin / 64]; bits != 0; bits &= bits - 1) {
            const std::size_t i = begin + static_cast<unsigned>(__builtin_ctzll(bits));
            row.operations[i]->bind(row.fields[i], statement);
        }
}

/// `"name" = $1, "visits" = "visits" + $2`, token by token.
inline void visit_each_assignment(const field_row& row, const std::uint64_t* written, bool is_first,
                                  outline& statement) {
    for (std::size_t i = 0; i < row.width; ++i) {
        if (!has_bit(written, i)) continue;
        if (!is_first) statement.run(", ");
        is_first = false;
        statement.run(identifier_token(row.names[i]));
        statement.run(" = ");
        visit_field_value(row, i, statement);
    }
}

/// Columns that an update touches although the patch leaves them out: `"updated_at" = now()`.
inline void visit_touched(const field_row& row, const bool* touched, const std::uint64_t* written,
                          bool is_first, outline& statement) {
    for (std::size_t i = 0; i < row.width; ++i) {
        if (!touched[i] || has_bit(written, i)) continue;
        if (!is_first) statement.run(", ");
        is_first = false;
        statement.run(identifier_token(row.names[i]));
        statement.run(" = now()");
    }
}

template <class = void>
ORM_COLD [[noreturn]] void throw_nothing_to_set() {
    throw invalid_value("set() and do_update() need a field that is given; this patch has none");
}

/// The assignments of a patch: one token when all are values.
/// Throws:   invalid_value when nothing is left to write.
inline void visit_assignments(const field_row& row, const bool* touched, outline& statement) {
    std::uint64_t* const written = statement.make_mask(row.width);
    const bool has_expression = mark_written(row, written);
    bool is_empty = true;
    for (std::size_t i = 0; i < (row.width + 63) / 64; ++i) is_empty = is_empty && written[i] == 0;
    if (has_expression) {
        visit_each_assignment(row, written, true, statement);
    } else if (!is_empty) {
        statement.run(mask_token(token_kind::assignments, row, written));
        bind_fields(row, written, statement);
    }
    for (std::size_t i = 0; i < row.width && is_empty; ++i)
        if (touched[i]) return visit_touched(row, touched, written, true, statement);
    if (is_empty) throw_nothing_to_set();
    visit_touched(row, touched, written, false, statement);
}

template <class Columns>
inline constexpr bool touched_columns[1] = {};
template <class... Columns>
inline constexpr bool touched_columns<type_list<Columns...>>[] = {
    Columns::template has<on_update_now>...};

}  // namespace orm::detail
