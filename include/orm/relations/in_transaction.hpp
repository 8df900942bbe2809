// SPDX-License-Identifier: MIT
// Whether a connection is in a transaction, so that nobody begins a second one.
#pragma once

#include <orm/driver/postgres/connection.hpp>

namespace orm::detail {

/// True also between db.transaction() and its first statement, with which BEGIN travels.
template <class = void>
bool is_in_transaction(const driver::postgres::connection& lent) {
    return lent.is_begin_waiting() || lent.status() != driver::postgres::transaction_status::idle;
}

}  // namespace orm::detail
