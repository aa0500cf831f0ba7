#include "storage/database.hpp"

#include <sqlite3.h>
#include <sys/statvfs.h>

#include <cassert>
#include <cerrno>
#include <thread>
#include <unordered_map>
#include <utility>

namespace rushlight::storage {

struct Connection {
    sqlite3* handle = nullptr;
    std::filesystem::path file;
    std::unordered_multimap<std::string, sqlite3_stmt*> idle; ///< prepared and not in use
    bool read_only = false;
    bool met_damage = false;
    bool creates = false;

    Connection() = default;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    ~Connection()
    {
        for (auto& [sql, statement] : idle) {
            sqlite3_finalize(statement);
        }
        sqlite3_close_v2(handle);
    }

    [[noreturn]] void fail(int result);

    void check(int result)
    {
        if (result != SQLITE_OK && result != SQLITE_ROW && result != SQLITE_DONE) {
            fail(result);
        }
    }
};

namespace {

bool disk_is_full(const std::filesystem::path& folder)
{
    struct statvfs status{};
    return ::statvfs(folder.empty() ? "." : folder.c_str(), &status) == 0 &&
           (status.f_bavail == 0 || (status.f_files > 0 && status.f_favail == 0));
}

} // namespace

void Connection::fail(int result)
{
    using Code = StorageError::Code;
    const std::string name = file.string();
    const std::string detail = handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(result);
    const int system_error = handle != nullptr ? sqlite3_system_errno(handle) : 0;
    const int extended = handle != nullptr ? sqlite3_extended_errcode(handle) : result;
    const auto full = [&] {
        return StorageError(Code::full,
                            "cannot write " + name +
                                ": the disk is full; free some space and try again");
    };
    switch (result & 0xff) {
    case SQLITE_FULL:
        throw full();
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        throw StorageError(Code::busy,
                           name + " is in use by another program; close it there and try again");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        met_damage = true;
        throw StorageError(Code::damaged,
                           name + " is damaged (" + detail + "); restore it from a backup");
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        throw StorageError(Code::read_only, name + " is open for reading only (" + detail + ")");
    case SQLITE_CANTOPEN:
        // SQLite tries again for reading, so errno no longer says why the first try failed
        if (disk_is_full(file.parent_path())) {
            throw full();
        }
        if (!creates && !std::filesystem::exists(file)) {
            throw StorageError(Code::missing, "there is no " + name + "; check the path");
        }
        throw StorageError(Code::io,
                           "cannot open " + name + " (" + detail +
                               "); check the folder's permissions and free space");
    case SQLITE_IOERR:
        if (system_error == ENOSPC || system_error == EDQUOT) {
            throw full();
        }
        if (extended == SQLITE_IOERR_FSYNC || extended == SQLITE_IOERR_DIR_FSYNC) {
            // what the kernel has dropped cannot be written again: no more writes on this handle
            sqlite3_exec(handle, "PRAGMA query_only=ON", nullptr, nullptr, nullptr);
            read_only = true;
        }
        throw StorageError(Code::io,
                           "cannot read or write " + name + " (" + detail + "); check the disk");
    case SQLITE_CONSTRAINT:
        throw StorageError(Code::conflict, name + " refuses a row (" + detail + ")");
    case SQLITE_TOOBIG:
    case SQLITE_RANGE:
    case SQLITE_MISMATCH:
        throw StorageError(Code::invalid, name + " cannot hold a value (" + detail + ")");
    case SQLITE_NOMEM:
        throw std::bad_alloc();
    default:
        break;
    }
    if (detail.rfind("no such table", 0) == 0 || detail.rfind("no such column", 0) == 0) {
        met_damage = true;
        throw StorageError(Code::damaged,
                           name + " is damaged (" + detail + "); restore it from a backup");
    }
    throw StorageError(Code::invalid, name + " refuses a statement (" + detail + ")");
}

namespace {

sqlite3_stmt* stmt(void* handle)
{
    return static_cast<sqlite3_stmt*>(handle);
}

} // namespace

// --- Statement

Statement::Statement(Connection& connection, std::string_view sql)
    : connection_(&connection)
    , sql_(sql)
    , handle_(nullptr)
{
    if (const auto found = connection.idle.find(sql_); found != connection.idle.end()) {
        handle_ = found->second;
        connection.idle.erase(found);
        return;
    }
    sqlite3_stmt* made = nullptr;
    connection.check(sqlite3_prepare_v3(connection.handle,
                                        sql_.c_str(),
                                        static_cast<int>(sql_.size() + 1),
                                        SQLITE_PREPARE_PERSISTENT,
                                        &made,
                                        nullptr));
    assert(made != nullptr);
    handle_ = made;
}

Statement::Statement(Statement&& other) noexcept
    : connection_(other.connection_)
    , sql_(std::move(other.sql_))
    , handle_(std::exchange(other.handle_, nullptr))
{
}

Statement::~Statement()
{
    if (handle_ != nullptr) {
        sqlite3_reset(stmt(handle_));
        sqlite3_clear_bindings(stmt(handle_));
        connection_->idle.emplace(std::move(sql_), stmt(handle_));
    }
}

bool Statement::step()
{
    const int result = sqlite3_step(stmt(handle_));
    if (result == SQLITE_ROW) {
        return true;
    }
    connection_->check(result);
    return false;
}

void Statement::run()
{
    while (step()) {
    }
    reset();
}

void Statement::reset()
{
    sqlite3_reset(stmt(handle_));
}

bool Statement::is_null(int column) const
{
    return sqlite3_column_type(stmt(handle_), column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(stmt(handle_), column);
}

double Statement::real(int column) const
{
    return sqlite3_column_double(stmt(handle_), column);
}

std::string Statement::text(int column) const
{
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(stmt(handle_), column));
    const int size = sqlite3_column_bytes(stmt(handle_), column);
    return text == nullptr ? std::string() : std::string(text, static_cast<std::size_t>(size));
}

Bytes Statement::bytes(int column) const
{
    const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(stmt(handle_), column));
    const int size = sqlite3_column_bytes(stmt(handle_), column);
    return data == nullptr ? Bytes() : Bytes(data, data + size);
}

Moment Statement::moment(int column) const
{
    return Moment(std::chrono::milliseconds(integer(column)));
}

std::optional<std::int64_t> Statement::integer_if(int column) const
{
    return is_null(column) ? std::nullopt : std::optional(integer(column));
}

std::optional<std::string> Statement::text_if(int column) const
{
    return is_null(column) ? std::nullopt : std::optional(text(column));
}

int Statement::columns() const
{
    return sqlite3_column_count(stmt(handle_));
}

void Statement::bind_column(int index, const Statement& row, int column)
{
    connection_->check(
        sqlite3_bind_value(stmt(handle_), index, sqlite3_column_value(stmt(row.handle_), column)));
}

void Statement::bind_null(int index)
{
    connection_->check(sqlite3_bind_null(stmt(handle_), index));
}

void Statement::bind_integer(int index, std::int64_t value)
{
    connection_->check(sqlite3_bind_int64(stmt(handle_), index, value));
}

void Statement::bind_real(int index, double value)
{
    connection_->check(sqlite3_bind_double(stmt(handle_), index, value));
}

void Statement::bind_text(int index, std::string_view value)
{
    // an empty view may have no address, which SQLite would take for NULL
    const char* data = value.data() == nullptr ? "" : value.data();
    connection_->check(sqlite3_bind_text64(
        stmt(handle_), index, data, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::bind_bytes(int index, BytesView value)
{
    if (value.empty()) {
        connection_->check(sqlite3_bind_zeroblob(stmt(handle_), index, 0));
        return;
    }
    connection_->check(
        sqlite3_bind_blob64(stmt(handle_), index, value.data(), value.size(), SQLITE_TRANSIENT));
}

// --- Database

Database::Database(const std::filesystem::path& file, const DatabaseOptions& options)
    : connection_(std::make_unique<Connection>())
{
    Connection& connection = *connection_;
    connection.file = file;
    connection.read_only = options.read_only;
    connection.creates = options.create && std::filesystem::is_directory(file.parent_path());
    int flags = SQLITE_OPEN_NOMUTEX;
    flags |= options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    flags |= options.create ? SQLITE_OPEN_CREATE : 0;
    connection.check(sqlite3_open_v2(file.c_str(), &connection.handle, flags, nullptr));
    sqlite3_extended_result_codes(connection.handle, 1);
    sqlite3_busy_timeout(connection.handle, static_cast<int>(options.busy_timeout.count()));
    // a project may come from a stranger: its schema gets no powers, its values a bound
    sqlite3_db_config(connection.handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(connection.handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_limit(connection.handle, SQLITE_LIMIT_LENGTH, 256 << 20);
    if (options.keep_files) {
        sqlite3_db_config(connection.handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    }
    execute("PRAGMA foreign_keys=ON; PRAGMA cell_size_check=ON; PRAGMA secure_delete=ON;");
    if (options.read_only) {
        execute("PRAGMA query_only=ON");
        static_cast<void>(integer("PRAGMA schema_version")); // meets a file that is no database
        return;
    }
    execute(options.network ? "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA;"
                            : "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
}

Database::~Database() = default;
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;

Statement Database::prepare(std::string_view sql)
{
    return {*connection_, sql};
}

void Database::execute(const std::string& script)
{
    connection_->check(
        sqlite3_exec(connection_->handle, script.c_str(), nullptr, nullptr, nullptr));
}

std::int64_t Database::last_id() const
{
    return sqlite3_last_insert_rowid(connection_->handle);
}

std::int64_t Database::changes() const
{
    return sqlite3_changes64(connection_->handle);
}

std::int64_t Database::total_changes() const
{
    return sqlite3_total_changes64(connection_->handle);
}

bool Database::in_transaction() const
{
    return sqlite3_get_autocommit(connection_->handle) == 0;
}

bool Database::met_damage() const
{
    return connection_->met_damage;
}

bool Database::read_only() const
{
    return connection_->read_only;
}

const std::filesystem::path& Database::file() const
{
    return connection_->file;
}

std::vector<std::string> Database::problems()
{
    std::vector<std::string> found;
    Statement check = prepare("PRAGMA quick_check(20)");
    while (check.step()) {
        if (std::string line = check.text(0); line != "ok") {
            found.push_back(std::move(line));
        }
    }
    return found;
}

void Database::empty_log()
{
    static_cast<void>(integer("PRAGMA wal_checkpoint(TRUNCATE)"));
}

bool Database::copy_to(const std::filesystem::path& target,
                       bool gently,
                       const std::stop_token& stop)
{
    Connection copy;
    copy.file = target;
    copy.check(sqlite3_open_v2(
        target.c_str(), &copy.handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr));
    sqlite3_backup* backup = sqlite3_backup_init(copy.handle, "main", connection_->handle, "main");
    if (backup == nullptr) {
        copy.fail(sqlite3_errcode(copy.handle));
    }
    int result = SQLITE_OK;
    while (!stop.stop_requested()) {
        result = sqlite3_backup_step(backup, gently ? 256 : -1);
        if (result != SQLITE_OK && result != SQLITE_BUSY && result != SQLITE_LOCKED) {
            break;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    const int finished = sqlite3_backup_finish(backup);
    if (result == SQLITE_DONE) {
        copy.check(finished);
        // one file, without a log beside it
        copy.check(
            sqlite3_exec(copy.handle, "PRAGMA journal_mode=DELETE", nullptr, nullptr, nullptr));
        return true;
    }
    if (stop.stop_requested()) {
        return false;
    }
    // an error of reading belongs to this file, one of writing to the copy
    const int kind = result & 0xff;
    (kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB ? *connection_ : copy).fail(result);
}

// --- Transaction

Transaction::Transaction(Database& database)
    : database_(database)
    , nested_(database.in_transaction())
{
    if (!nested_ && database.read_only()) {
        throw StorageError(StorageError::Code::read_only,
                           database.file().string() +
                               " is open for reading only; close it where it is being edited");
    }
    database_.run(nested_ ? "SAVEPOINT inner" : "BEGIN IMMEDIATE");
}

Transaction::~Transaction()
{
    if (!open_) {
        return;
    }
    try {
        if (nested_) {
            database_.run("ROLLBACK TO inner");
            database_.run("RELEASE inner");
        } else if (database_.in_transaction()) { // SQLite itself rolls back after some errors
            database_.run("ROLLBACK");
        }
    } catch (const std::exception&) {
        // the error that brought us here is the one to report; SQLite rolls back at the next open
    }
}

void Transaction::commit()
{
    database_.run(nested_ ? "RELEASE inner" : "COMMIT");
    open_ = false;
}

} // namespace rushlight::storage
