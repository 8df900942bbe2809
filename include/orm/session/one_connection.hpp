// SPDX-License-Identifier: MIT
// A source that lends always the same connection: that of a transaction or a batch.
#pragma once

#include <orm/driver/postgres/connection_source.hpp>

namespace orm::detail {

/// Owns:     nothing; the connection outlives it.
class one_connection final : public driver::postgres::connection_source {
public:
    explicit one_connection(driver::postgres::connection& lent) : connection_(&lent) {}
    ~one_connection() override = default;

    /// Throws:   error when another thread is using the connection.
    driver::postgres::connection& acquire(
        const driver::postgres::execution_context& context) override {
        connection_->claim(context.where);
        return *connection_;
    }
    void release(driver::postgres::connection& lent) noexcept override { lent.unclaim(); }
    void add_reference() noexcept override {}
    void release_reference() noexcept override {}

private:
    driver::postgres::connection* connection_;
};

}  // namespace orm::detail
