// SPDX-License-Identifier: MIT
// Compares the server's columns with the C++ row, once per prepared statement, and lists every mismatch.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <orm/driver/postgres/result.hpp>
#include <orm/meta/type_name.hpp>
#include <orm/session/decode.hpp>

namespace orm::detail {

/// Collects what does not fit.
class column_check {
public:
    column_check(const driver::postgres::result& rows, type_resolver* resolver)
        : rows_(&rows), resolver_(resolver), mismatch_(&note_mismatch<>) {}

    /// Without rows: only looks the types up, so that the resolver knows them later.
    explicit column_check(type_resolver* resolver) : resolver_(resolver) {}

    template <class Sql>
    void next() {
        const std::size_t column = column_++;
        if (rows_ == nullptr) {
            if constexpr (Sql::oid == 0) resolver_->oid_of(Sql::name);
        } else if (column < rows_->column_count() &&
                   !fits_column<Sql>(rows_->column_oid(column), resolver_)) {
            mismatch_(*this, column, Sql::name, meta::detail::type_signature<value_t<Sql>>());
        }
    }

    template <class = void>
    void require_fit(const std::string& sql, source_location where) const {
        if (mismatches_.empty() && rows_->column_count() == column_) return;
        throw_mismatch(sql, where);
    }

private:
    template <class = void>
    ORM_COLD static void note_mismatch(column_check& check, std::size_t column,
                                       const char* expected, const char* signature) {
        const std::uint32_t found = check.rows_->column_oid(column);
        check.mismatches_ += joined_text(
            {"\n  column \"", check.rows_->column_name(column), "\": the database sends ",
             check.resolver_->name_of(found), ", the C++ row expects ", expected, " (",
             cpp_name(signature), "); change the column's declaration, or cast it in the query"});
    }

    /// The type in the compiler's spelling of a function: "... [with Type = int]", "... [Type = int]".
    template <class = void>
    ORM_COLD static std::string cpp_name(std::string_view signature) {
        constexpr std::string_view mark = "Type = ";
        const std::size_t found = signature.find(mark);
        const std::size_t begin =
            found == std::string_view::npos ? signature.size() : found + mark.size();
        const std::size_t last = signature.find_last_of("]");
        const std::size_t end = last < begin || last == signature.npos ? signature.size() : last;
        const std::string name(signature.substr(begin, end - begin));
        return name.find("basic_string<char") != std::string::npos && name.find(',') == name.npos
                   ? "std::string"
                   : name;
    }

    template <class = void>
    ORM_COLD [[noreturn]] void throw_mismatch(const std::string& sql, source_location where) const {
        error_details details;
        details.message = "the database's columns do not fit the C++ row:" + mismatches_;
        if (rows_->column_count() != column_)
            details.message += "\n  the row has " + std::to_string(column_) +
                               " columns, the database sends " +
                               std::to_string(rows_->column_count());
        details.query = sql;
        details.where = where;
        throw row_mismatch(std::move(details));
    }

    const driver::postgres::result* rows_ = nullptr;
    type_resolver* resolver_;
    /// A pointer, so that files that run queries do not compile the text.
    void (*mismatch_)(column_check&, std::size_t, const char*, const char*) = nullptr;
    std::size_t column_ = 0;
    std::string mismatches_;
};

/// The SQL types of an item's columns.
template <class Item>
struct column_types;
template <class Facts>
struct column_types<cell_item<Facts>> {
    using type = type_list<typename Facts::sql_type>;
};
template <class Columns>
struct types_of_columns;
template <class... Columns>
struct types_of_columns<type_list<Columns...>> {
    using type = type_list<typename Columns::sql_type...>;
};
template <class Model>
struct column_types<table_item<Model>> : types_of_columns<model_columns<Model>> {};

template <class... Sqls>
void check_types(column_check& check, type_list<Sqls...>) {
    (check.next<Sqls>(), ...);
}

template <class... Items>
void check_shape(column_check& check, std::type_identity<shape<Items...>>) {
    (check_types(check, typename column_types<Items>::type{}), ...);
}

}  // namespace orm::detail
