using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Mysql;

public sealed class MysqlFieldsTests
{
    [Fact]
    public Task Fields_of_commands_print_as_tshark_prints_them() =>
        AgainstTshark.EqualAsync(
            MysqlConversations.Commands,
            Names.Of(
                """
                mysql.affected_rows mysql.auth_plugin mysql.auth_plugin.length mysql.caps.ca mysql.caps.cap_ext
                mysql.caps.cd mysql.caps.client mysql.caps.compress_zsd mysql.caps.cp mysql.caps.cu
                mysql.caps.deprecate_eof mysql.caps.ep mysql.caps.fr mysql.caps.ia mysql.caps.ii mysql.caps.is
                mysql.caps.lf mysql.caps.li mysql.caps.lp mysql.caps.mf_auth mysql.caps.mr mysql.caps.ms
                mysql.caps.ns mysql.caps.ob mysql.caps.optional_metadata mysql.caps.pa mysql.caps.pm
                mysql.caps.query_attrs mysql.caps.rs mysql.caps.sc mysql.caps.server mysql.caps.session_track
                mysql.caps.sl mysql.caps.ta mysql.charset mysql.client_auth_plugin mysql.command
                mysql.connattrs.length mysql.connattrs.name mysql.connattrs.name.length mysql.connattrs.value
                mysql.connattrs.value.length mysql.eof mysql.error.message mysql.error_code mysql.extcaps.client
                mysql.extcaps.server mysql.field.catalog mysql.field.charsetnr mysql.field.db
                mysql.field.decimals mysql.field.default mysql.field.flags mysql.field.flags.auto_increment
                mysql.field.flags.blob mysql.field.flags.enum mysql.field.flags.multiple_key
                mysql.field.flags.not_null mysql.field.flags.primary_key mysql.field.flags.set
                mysql.field.flags.timestamp mysql.field.flags.unique_key mysql.field.flags.unsigned
                mysql.field.flags.zero_fill mysql.field.length mysql.field.name mysql.field.org_name
                mysql.field.org_table mysql.field.table mysql.field.type mysql.insert_id mysql.max_packet
                mysql.message mysql.num_fields mysql.num_params mysql.option mysql.packet_length
                mysql.packet_number mysql.param mysql.passwd mysql.payload mysql.protocol mysql.query
                mysql.refresh mysql.response_code mysql.row.text mysql.salt mysql.salt2 mysql.schema
                mysql.server_language mysql.server_status mysql.shutdown mysql.sqlstate mysql.stat.ac
                mysql.stat.bi mysql.stat.bs mysql.stat.cr mysql.stat.dr mysql.stat.it mysql.stat.lr
                mysql.stat.mc mysql.stat.mr mysql.stat.mu mysql.stat.ni mysql.stat.ps_out_params
                mysql.stat.query_was_slow mysql.stat.session_state_changed mysql.stat.trans_readonly
                mysql.stmt_id mysql.table_name mysql.thread_id mysql.unused mysql.user mysql.version
                mysql.warnings
                """
            )
        );

    [Fact]
    public Task Fields_without_EOF_packets_print_as_tshark_prints_them() =>
        AgainstTshark.EqualAsync(
            MysqlConversations.WithoutEof,
            Names.Of(
                """
                mysql.affected_rows mysql.auth_plugin mysql.auth_plugin.length mysql.caps.ca mysql.caps.cap_ext
                mysql.caps.cd mysql.caps.client mysql.caps.compress_zsd mysql.caps.cp mysql.caps.cu
                mysql.caps.deprecate_eof mysql.caps.ep mysql.caps.fr mysql.caps.ia mysql.caps.ii mysql.caps.is
                mysql.caps.lf mysql.caps.li mysql.caps.lp mysql.caps.mf_auth mysql.caps.mr mysql.caps.ms
                mysql.caps.ns mysql.caps.ob mysql.caps.optional_metadata mysql.caps.pa mysql.caps.pm
                mysql.caps.query_attrs mysql.caps.rs mysql.caps.sc mysql.caps.server mysql.caps.session_track
                mysql.caps.sl mysql.caps.ta mysql.charset mysql.client_auth_plugin mysql.command mysql.eof
                mysql.extcaps.client mysql.extcaps.server mysql.field.catalog mysql.field.charsetnr
                mysql.field.db mysql.field.decimals mysql.field.flags mysql.field.flags.auto_increment
                mysql.field.flags.blob mysql.field.flags.enum mysql.field.flags.multiple_key
                mysql.field.flags.not_null mysql.field.flags.primary_key mysql.field.flags.set
                mysql.field.flags.timestamp mysql.field.flags.unique_key mysql.field.flags.unsigned
                mysql.field.flags.zero_fill mysql.field.length mysql.field.name mysql.field.org_name
                mysql.field.org_table mysql.field.table mysql.field.type mysql.max_packet mysql.num_fields
                mysql.packet_length mysql.packet_number mysql.passwd mysql.protocol mysql.query
                mysql.response_code mysql.row.text mysql.salt mysql.salt2 mysql.server_language
                mysql.server_status mysql.stat.ac mysql.stat.bi mysql.stat.bs mysql.stat.cr mysql.stat.dr
                mysql.stat.it mysql.stat.lr mysql.stat.mc mysql.stat.mr mysql.stat.mu mysql.stat.ni
                mysql.stat.ps_out_params mysql.stat.query_was_slow mysql.stat.session_state_changed
                mysql.stat.trans_readonly mysql.thread_id mysql.unused mysql.user mysql.version mysql.warnings
                """
            )
        );

    [Fact]
    public Task Fields_of_statements_with_attributes_print_as_tshark_prints_them() =>
        AgainstTshark.EqualAsync(
            MysqlConversations.WithAttributes,
            Names.Of(
                """
                mysql.affected_rows mysql.auth_plugin mysql.auth_plugin.length mysql.binlog.file_name
                mysql.binlog.flags mysql.binlog.position mysql.binlog.server_id mysql.caps.ca mysql.caps.cap_ext
                mysql.caps.cd mysql.caps.client mysql.caps.compress_zsd mysql.caps.cp mysql.caps.cu
                mysql.caps.deprecate_eof mysql.caps.ep mysql.caps.fr mysql.caps.ia mysql.caps.ii mysql.caps.is
                mysql.caps.lf mysql.caps.li mysql.caps.lp mysql.caps.mf_auth mysql.caps.mr mysql.caps.ms
                mysql.caps.ns mysql.caps.ob mysql.caps.optional_metadata mysql.caps.pa mysql.caps.pm
                mysql.caps.query_attrs mysql.caps.rs mysql.caps.sc mysql.caps.server mysql.caps.session_track
                mysql.caps.sl mysql.caps.ta mysql.charset mysql.client_auth_plugin mysql.command
                mysql.extcaps.client mysql.extcaps.server mysql.max_packet mysql.packet_length
                mysql.packet_number mysql.passwd mysql.protocol mysql.query mysql.query_attrs_count
                mysql.response_code mysql.salt mysql.salt2 mysql.server_language mysql.server_status
                mysql.stat.ac mysql.stat.bi mysql.stat.bs mysql.stat.cr mysql.stat.dr mysql.stat.it
                mysql.stat.lr mysql.stat.mc mysql.stat.mr mysql.stat.mu mysql.stat.ni mysql.stat.ps_out_params
                mysql.stat.query_was_slow mysql.stat.session_state_changed mysql.stat.trans_readonly
                mysql.thread_id mysql.unused mysql.user mysql.version mysql.warnings
                """
            )
        );

    [Fact]
    public Task Fields_before_version_4_1_print_as_tshark_prints_them() =>
        AgainstTshark.EqualAsync(
            MysqlConversations.BeforeVersion41,
            Names.Of(
                """
                mariadb.extcaps.server mariadb.server_language mysql.affected_rows mysql.auth_plugin.length
                mysql.caps.ca mysql.caps.cap_ext mysql.caps.cd mysql.caps.client mysql.caps.compress_zsd
                mysql.caps.cp mysql.caps.cu mysql.caps.deprecate_eof mysql.caps.ep mysql.caps.fr mysql.caps.ia
                mysql.caps.ii mysql.caps.is mysql.caps.lf mysql.caps.li mysql.caps.lp mysql.caps.mf_auth
                mysql.caps.mr mysql.caps.ms mysql.caps.ns mysql.caps.ob mysql.caps.optional_metadata
                mysql.caps.pa mysql.caps.pm mysql.caps.query_attrs mysql.caps.rs mysql.caps.sc mysql.caps.server
                mysql.caps.session_track mysql.caps.sl mysql.caps.ta mysql.command mysql.extcaps.server
                mysql.max_packet mysql.packet_length mysql.packet_number mysql.passwd mysql.protocol mysql.query
                mysql.response_code mysql.salt mysql.schema mysql.server_status mysql.stat.ac mysql.stat.bi
                mysql.stat.bs mysql.stat.cr mysql.stat.dr mysql.stat.it mysql.stat.lr mysql.stat.mc
                mysql.stat.mr mysql.stat.mu mysql.stat.ni mysql.stat.ps_out_params mysql.stat.query_was_slow
                mysql.stat.session_state_changed mysql.stat.trans_readonly mysql.thread_id mysql.unused
                mysql.user mysql.version
                """
            )
        );

    [Theory]
    [InlineData(
        "benign/mysql.pcap",
        """
            mariadb.charset mariadb.extcaps.server mariadb.server_language mysql.affected_rows
            mysql.auth_plugin.length mysql.caps.ca mysql.caps.cap_ext mysql.caps.cd mysql.caps.client
            mysql.caps.compress_zsd mysql.caps.cp mysql.caps.cu mysql.caps.deprecate_eof mysql.caps.ep mysql.caps.fr
            mysql.caps.ia mysql.caps.ii mysql.caps.is mysql.caps.lf mysql.caps.li mysql.caps.lp mysql.caps.mf_auth
            mysql.caps.mr mysql.caps.ms mysql.caps.ns mysql.caps.ob mysql.caps.optional_metadata mysql.caps.pa
            mysql.caps.pm mysql.caps.query_attrs mysql.caps.rs mysql.caps.sc mysql.caps.server
            mysql.caps.session_track mysql.caps.sl mysql.caps.ta mysql.command mysql.eof mysql.extcaps.client
            mysql.extcaps.server mysql.field.catalog mysql.field.charsetnr mysql.field.db mysql.field.decimals
            mysql.field.default mysql.field.flags mysql.field.flags.auto_increment mysql.field.flags.blob
            mysql.field.flags.enum mysql.field.flags.multiple_key mysql.field.flags.not_null
            mysql.field.flags.primary_key mysql.field.flags.set mysql.field.flags.timestamp
            mysql.field.flags.unique_key mysql.field.flags.unsigned mysql.field.flags.zero_fill mysql.field.length
            mysql.field.name mysql.field.org_name mysql.field.org_table mysql.field.table mysql.field.type
            mysql.insert_id mysql.max_packet mysql.num_fields mysql.packet_length mysql.packet_number mysql.passwd
            mysql.protocol mysql.query mysql.response_code mysql.row.text mysql.salt mysql.salt2 mysql.schema
            mysql.server_status mysql.stat.ac mysql.stat.bi mysql.stat.bs mysql.stat.cr mysql.stat.dr mysql.stat.it
            mysql.stat.lr mysql.stat.mc mysql.stat.mr mysql.stat.mu mysql.stat.ni mysql.stat.ps_out_params
            mysql.stat.query_was_slow mysql.stat.session_state_changed mysql.stat.trans_readonly mysql.table_name
            mysql.thread_id mysql.unused mysql.user mysql.version mysql.warnings
            """
    )]
    [InlineData(
        "benign/mysql.pcapng",
        """
            mariadb.charset mariadb.extcaps.client mariadb.extcaps.server mariadb.server_language
            mysql.affected_rows mysql.auth_plugin mysql.auth_plugin.length mysql.caps.ca mysql.caps.cap_ext
            mysql.caps.cd mysql.caps.client mysql.caps.compress_zsd mysql.caps.cp mysql.caps.cu
            mysql.caps.deprecate_eof mysql.caps.ep mysql.caps.fr mysql.caps.ia mysql.caps.ii mysql.caps.is
            mysql.caps.lf mysql.caps.li mysql.caps.lp mysql.caps.mf_auth mysql.caps.mr mysql.caps.ms mysql.caps.ns
            mysql.caps.ob mysql.caps.optional_metadata mysql.caps.pa mysql.caps.pm mysql.caps.query_attrs
            mysql.caps.rs mysql.caps.sc mysql.caps.server mysql.caps.session_track mysql.caps.sl mysql.caps.ta
            mysql.charset mysql.client_auth_plugin mysql.command mysql.connattrs.length mysql.connattrs.name
            mysql.connattrs.name.length mysql.connattrs.value mysql.connattrs.value.length mysql.eof
            mysql.extcaps.client mysql.extcaps.server mysql.field.catalog mysql.field.charsetnr mysql.field.decimals
            mysql.field.flags mysql.field.flags.auto_increment mysql.field.flags.blob mysql.field.flags.enum
            mysql.field.flags.multiple_key mysql.field.flags.not_null mysql.field.flags.primary_key
            mysql.field.flags.set mysql.field.flags.timestamp mysql.field.flags.unique_key
            mysql.field.flags.unsigned mysql.field.flags.zero_fill mysql.field.length mysql.field.name
            mysql.field.type mysql.max_packet mysql.metadata_follows mysql.num_fields mysql.packet_length
            mysql.packet_number mysql.passwd mysql.protocol mysql.query mysql.response_code mysql.row.text
            mysql.salt mysql.salt2 mysql.server_language mysql.server_status mysql.stat.ac mysql.stat.bi
            mysql.stat.bs mysql.stat.cr mysql.stat.dr mysql.stat.it mysql.stat.lr mysql.stat.mc mysql.stat.mr
            mysql.stat.mu mysql.stat.ni mysql.stat.ps_out_params mysql.stat.query_was_slow
            mysql.stat.session_state_changed mysql.stat.trans_readonly mysql.thread_id mysql.unused mysql.user
            mysql.version mysql.warnings
            """
    )]
    public Task Fields_of_captures_print_as_tshark_prints_them(string capture, string names) =>
        AgainstTshark.EqualAsync(capture, Names.Of(names));
}
