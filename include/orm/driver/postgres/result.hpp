// SPDX-License-Identifier: MIT
// The rows that a statement gave: owner of a PGresult, nothing more.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <orm/core/bytes.hpp>
#include <orm/core/config.hpp>
#include <orm/core/replace.hpp>
#include <orm/driver/postgres/libpq.hpp>

namespace orm::driver::postgres {

/// Owns:     the rows. Everything that it gives out (bytes, names) lives as long as the result.
/// Wire:     binary, if not asked for otherwise.
/// Thread:   const functions may run at the same time.
class result {
public:
    result() = default;
    explicit result(PGresult* owned) : handle_(owned) {}
    result(result&& other) noexcept : handle_(orm::detail::replace(other.handle_, nullptr)) {}
    result& operator=(result&& other) noexcept {
        orm::detail::swap_values(handle_, other.handle_);
        return *this;
    }
    ~result() {
        if (handle_ != nullptr) PQclear(handle_);
    }

    std::size_t row_count() const { return static_cast<std::size_t>(PQntuples(handle_)); }
    std::size_t column_count() const { return static_cast<std::size_t>(PQnfields(handle_)); }

    bool is_null(std::size_t row, std::size_t column) const {
        return PQgetisnull(handle_, static_cast<int>(row), static_cast<int>(column)) != 0;
    }

    /// The value's bytes; of size 0 for NULL, so ask is_null() first where it matters.
    ORM_INLINE byte_view bytes(std::size_t row, std::size_t column) const {
        const int row_index = static_cast<int>(row);
        const int column_index = static_cast<int>(column);
        return {PQgetvalue(handle_, row_index, column_index),
                static_cast<std::size_t>(PQgetlength(handle_, row_index, column_index))};
    }

    Oid column_oid(std::size_t column) const { return PQftype(handle_, static_cast<int>(column)); }

    /// The type's modifier, for example the length of varchar plus 4; -1 without.
    int column_modifier(std::size_t column) const {
        return PQfmod(handle_, static_cast<int>(column));
    }

    /// The table that the column comes from, 0 for expressions.
    Oid column_table_oid(std::size_t column) const {
        return PQftable(handle_, static_cast<int>(column));
    }

    bool column_is_binary(std::size_t column) const {
        return PQfformat(handle_, static_cast<int>(column)) == 1;
    }

    std::string_view column_name(std::size_t column) const {
        const char* name = PQfname(handle_, static_cast<int>(column));
        return name == nullptr ? std::string_view() : std::string_view(name);
    }

    /// Rows inserted, updated, deleted, or selected; 0 for statements that do not count.
    std::uint64_t affected_rows() const {
        std::uint64_t count = 0;
        for (const char* digit = PQcmdTuples(handle_); *digit >= '0' && *digit <= '9'; ++digit)
            count = count * 10 + static_cast<std::uint64_t>(*digit - '0');
        return count;
    }

    /// What the server says it did, for example "INSERT 0 1" or "COMMIT".
    std::string_view command_tag() const { return PQcmdStatus(handle_); }

    /// Of all that the result owns. Units: bytes.
    std::size_t memory_size() const { return PQresultMemorySize(handle_); }

    ExecStatusType status() const { return PQresultStatus(handle_); }
    explicit operator bool() const { return handle_ != nullptr; }
    PGresult* native() const { return handle_; }

private:
    PGresult* handle_ = nullptr;
};

/// One row of a result, to be passed by value: what reads many cells keeps it in registers.
///
/// Owns:     nothing; the result outlives it.
class row_view {
public:
    row_view(const result& rows, std::size_t row)
        : handle_(rows.native()), row_(static_cast<int>(row)) {}

    /// Counted from 0.
    int number() const { return row_; }

    // noexcept, which libpq's header does not say, saves the compiler the cleaning up of a half-made row at
    // each of these calls.
    bool is_null(int column) const noexcept { return PQgetisnull(handle_, row_, column) != 0; }

    /// 0 for NULL.
    ORM_INLINE std::size_t size(int column) const noexcept {
        return static_cast<std::size_t>(PQgetlength(handle_, row_, column));
    }
    ORM_INLINE const char* data(int column) const noexcept {
        return PQgetvalue(handle_, row_, column);
    }

    std::string_view column_name(int column) const {
        const char* name = PQfname(handle_, column);
        return name == nullptr ? std::string_view() : std::string_view(name);
    }

private:
    const PGresult* handle_;
    int row_;
};

}  // namespace orm::driver::postgres
