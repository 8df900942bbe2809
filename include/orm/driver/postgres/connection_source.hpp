// SPDX-License-Identifier: MIT
// Where a query gets its connection from: a pool, one connection, a transaction. No heavy includes.
#pragma once

#include <utility>

#include <orm/driver/postgres/connection.hpp>

namespace orm::driver::postgres {

/// Hands out connections. Translation units that only run queries see this, never the pool's locks.
///
/// Owns:     itself, by counting references; made with a count of one.
/// Thread:   as the derived class says; a pool may be used by any number of threads.
class connection_source {
public:
    connection_source(const connection_source&) = delete;
    connection_source& operator=(const connection_source&) = delete;

    /// Lends a connection until release().
    ///
    /// Throws:   pool_exhausted, timeout, connection_lost, error.
    virtual connection& acquire(const execution_context& context) = 0;

    /// Takes back what acquire() gave. Never waits for the server.
    virtual void release(connection& lent) noexcept = 0;

    virtual void add_reference() noexcept = 0;
    virtual void release_reference() noexcept = 0;

protected:
    connection_source() = default;
    virtual ~connection_source() = default;
};

/// Counts as one owner of a source.
class source_handle {
public:
    source_handle() = default;

    /// Takes:    a source with a reference that now belongs to the handle.
    explicit source_handle(connection_source* adopted) : source_(adopted) {}

    source_handle(const source_handle& other) noexcept : source_(other.source_) {
        if (source_ != nullptr) source_->add_reference();
    }
    source_handle(source_handle&& other) noexcept
        : source_(std::exchange(other.source_, nullptr)) {}
    source_handle& operator=(source_handle other) noexcept {
        std::swap(source_, other.source_);
        return *this;
    }
    ~source_handle() {
        if (source_ != nullptr) source_->release_reference();
    }

    connection_source* get() const { return source_; }
    connection_source* operator->() const { return source_; }
    connection_source& operator*() const { return *source_; }
    explicit operator bool() const { return source_ != nullptr; }

private:
    connection_source* source_ = nullptr;
};

/// A borrowed connection, given back at the end of the scope.
///
/// Owns:     nothing: the source outlives the lease.
class lease {
public:
    /// Borrows nothing yet.
    lease() = default;

    lease(connection_source& source, const execution_context& context)
        : source_(&source), connection_(&source.acquire(context)) {}
    lease(lease&& other) noexcept
        : source_(other.source_), connection_(std::exchange(other.connection_, nullptr)) {}
    lease& operator=(lease&& other) noexcept {
        std::swap(source_, other.source_);
        std::swap(connection_, other.connection_);
        return *this;
    }
    ~lease() {
        if (connection_ != nullptr) source_->release(*connection_);
    }

    connection& operator*() const { return *connection_; }
    connection* operator->() const { return connection_; }
    connection* get() const { return connection_; }
    explicit operator bool() const { return connection_ != nullptr; }

private:
    connection_source* source_ = nullptr;
    connection* connection_ = nullptr;
};

}  // namespace orm::driver::postgres
