// SPDX-License-Identifier: MIT
// Hand-written libpq: reading cells, binding parameters, building binary arrays and COPY data.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

#include <libpq-fe.h>

#include "rows.hpp"

namespace bench {

template <class Number>
Number big_endian(const char* bytes) {
    Number number;
    std::memcpy(&number, bytes, sizeof number);
    if constexpr (sizeof number == 8)
        return std::bit_cast<Number>(__builtin_bswap64(std::bit_cast<std::uint64_t>(number)));
    else return std::bit_cast<Number>(__builtin_bswap32(std::bit_cast<std::uint32_t>(number)));
}

inline std::int64_t int_at(const PGresult* rows, int row, int column) {
    return big_endian<std::int64_t>(PQgetvalue(rows, row, column));
}
inline double double_at(const PGresult* rows, int row, int column) {
    return big_endian<double>(PQgetvalue(rows, row, column));
}
inline bool bool_at(const PGresult* rows, int row, int column) {
    return *PQgetvalue(rows, row, column) != 0;
}
inline std::string text_at(const PGresult* rows, int row, int column) {
    return {PQgetvalue(rows, row, column),
            static_cast<std::size_t>(PQgetlength(rows, row, column))};
}
inline time_point time_at(const PGresult* rows, int row, int column) {
    return time_point(std::chrono::microseconds(int_at(rows, row, column) + unix_us_of_2000));
}
inline std::optional<std::string> optional_text_at(const PGresult* rows, int row, int column) {
    if (PQgetisnull(rows, row, column)) return std::nullopt;
    return text_at(rows, row, column);
}

inline user user_at(const PGresult* rows, int row) {
    return {int_at(rows, row, 0),    text_at(rows, row, 1),         text_at(rows, row, 2),
            text_at(rows, row, 3),   bool_at(rows, row, 4),         time_at(rows, row, 5),
            double_at(rows, row, 6), optional_text_at(rows, row, 7)};
}
inline joined joined_at(const PGresult* rows, int row) {
    return {int_at(rows, row, 0),  text_at(rows, row, 1), text_at(rows, row, 2),
            int_at(rows, row, 3),  text_at(rows, row, 4), text_at(rows, row, 5),
            bool_at(rows, row, 6), time_at(rows, row, 7)};
}
inline post post_at(const PGresult* rows, int row) {
    return {int_at(rows, row, 0),  int_at(rows, row, 1),  text_at(rows, row, 2),
            text_at(rows, row, 3), bool_at(rows, row, 4), time_at(rows, row, 5)};
}

/// Frees a result, and throws what the server said when it is no success.
class result {
public:
    result(PGconn* connection, PGresult* held) : held_(held) {
        const ExecStatusType status = PQresultStatus(held);
        if (status == PGRES_FATAL_ERROR || held == nullptr) {
            // In a pipeline the connection's message may be gone by now; the result keeps its own.
            std::string message = held == nullptr ? "no result" : PQresultErrorMessage(held);
            message += PQerrorMessage(connection);
            PQclear(held);
            throw std::runtime_error(message);
        }
    }
    ~result() { PQclear(held_); }
    result(const result&) = delete;
    result& operator=(const result&) = delete;
    const PGresult* get() const { return held_; }
    int rows() const { return PQntuples(held_); }

private:
    PGresult* held_;
};

/// Bytes in network order.
class writer {
public:
    void clear() { bytes_.clear(); }
    template <class Number>
    void add(Number number) {
        const Number swapped = big_endian<Number>(reinterpret_cast<const char*>(&number));
        bytes_.append(reinterpret_cast<const char*>(&swapped), sizeof swapped);
    }
    void add_short(std::uint16_t number) {
        const char swapped[] = {static_cast<char>(number >> 8), static_cast<char>(number & 0xFF)};
        bytes_.append(swapped, 2);
    }
    void add_byte(char byte) { bytes_.push_back(byte); }
    void add_text(const std::string& text) {
        add(static_cast<std::int32_t>(text.size()));
        bytes_ += text;
    }
    void add_raw(const char* bytes, std::size_t size) { bytes_.append(bytes, size); }
    const std::string& bytes() const { return bytes_; }

private:
    std::string bytes_;
};

/// A one-dimensional array: add_element() writes each with its length.
template <class Add>
void write_array(writer& out, std::uint32_t element, std::size_t count, bool has_null, Add add) {
    out.clear();
    out.add(std::int32_t{1});
    out.add(std::int32_t{has_null ? 1 : 0});
    out.add(element);
    out.add(static_cast<std::int32_t>(count));
    out.add(std::int32_t{1});
    for (std::size_t i = 0; i < count; ++i) add(i);
}

/// The seven values of a new user, each with its length.
inline void write_new_user(writer& out, const new_user& one) {
    out.add_text(one.name);
    out.add_text(one.email);
    out.add_text(one.bio);
    out.add(std::int32_t{1});
    out.add_byte(one.active ? 1 : 0);
    out.add(std::int32_t{8});
    out.add(std::int64_t{one.created_at.time_since_epoch().count() - unix_us_of_2000});
    out.add(std::int32_t{8});
    out.add(one.score);
    if (one.nickname) out.add_text(*one.nickname);
    else out.add(std::int32_t{-1});
}

}  // namespace bench
