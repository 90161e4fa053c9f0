using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.PostgreSql;

public sealed class PostgreSqlFieldsTests
{
    [Fact]
    public Task Fields_of_messages_print_as_tshark_prints_them() =>
        AgainstTshark.EqualAsync(
            PostgreSqlConversations.Messages,
            Names.Of(
                """
                pgsql.authtype pgsql.code pgsql.col.index pgsql.col.name pgsql.col.typemod pgsql.column_name
                pgsql.condition pgsql.constraint_name pgsql.copydata pgsql.detail pgsql.error pgsql.field.count
                pgsql.file pgsql.format pgsql.frontend pgsql.hint pgsql.internal_position pgsql.internal_query
                pgsql.key pgsql.length pgsql.line pgsql.message pgsql.nonsupported_option
                pgsql.number_nonsupported_options pgsql.oid pgsql.oid.table pgsql.oid.type pgsql.parameter_name
                pgsql.parameter_value pgsql.password pgsql.pid pgsql.portal pgsql.position pgsql.query
                pgsql.returns pgsql.routine pgsql.salt pgsql.schema_name pgsql.severity pgsql.statement
                pgsql.status pgsql.table_name pgsql.text pgsql.type pgsql.type_name pgsql.val.data
                pgsql.val.length pgsql.version_major pgsql.version_minor pgsql.version_supported_minor
                pgsql.where
                """
            )
        );

    [Fact]
    public Task A_password_prints_as_tshark_prints_it() =>
        AgainstTshark.EqualAsync(
            PostgreSqlConversations.Password,
            Names.Of(
                """
                pgsql.authtype pgsql.code pgsql.frontend pgsql.length pgsql.message pgsql.parameter_name
                pgsql.parameter_value pgsql.password pgsql.severity pgsql.type pgsql.version_major
                pgsql.version_minor
                """
            )
        );

    [Fact]
    public Task A_cancel_request_prints_as_tshark_prints_it() =>
        AgainstTshark.EqualAsync(
            PostgreSqlConversations.Cancel,
            Names.Of(
                """
                pgsql.frontend pgsql.key pgsql.length pgsql.pid pgsql.type
                """
            )
        );

    [Theory]
    [InlineData(
        "benign/psql-login.pcap",
        """
            pgsql.auth.sasl.data pgsql.auth.sasl.data.length pgsql.auth.sasl.mech pgsql.authtype pgsql.frontend
            pgsql.key pgsql.length pgsql.parameter_name pgsql.parameter_value pgsql.pid pgsql.status pgsql.type
            pgsql.version_major pgsql.version_minor
            """
    )]
    [InlineData(
        "benign/pgsql.pcap",
        """
            pgsql.auth.sasl.data pgsql.auth.sasl.data.length pgsql.auth.sasl.mech pgsql.authtype pgsql.col.index
            pgsql.col.name pgsql.col.typemod pgsql.field.count pgsql.format pgsql.frontend pgsql.key pgsql.length
            pgsql.oid.table pgsql.oid.type pgsql.parameter_name pgsql.parameter_value pgsql.password pgsql.pid
            pgsql.portal pgsql.query pgsql.returns pgsql.salt pgsql.statement pgsql.status pgsql.tag pgsql.type
            pgsql.val.data pgsql.val.length pgsql.version_major pgsql.version_minor
            """
    )]
    [InlineData(
        "benign/greenhouse-app.pcap",
        """
            pgsql.authtype pgsql.col.index pgsql.col.name pgsql.col.typemod pgsql.field.count pgsql.format
            pgsql.frontend pgsql.key pgsql.length pgsql.oid.table pgsql.oid.type pgsql.parameter_name
            pgsql.parameter_value pgsql.password pgsql.pid pgsql.query pgsql.salt pgsql.status pgsql.tag pgsql.type
            pgsql.val.data pgsql.val.length pgsql.version_major pgsql.version_minor
            """
    )]
    public Task Fields_of_captures_print_as_tshark_prints_them(string capture, string names) =>
        AgainstTshark.EqualAsync(capture, Names.Of(names));
}
