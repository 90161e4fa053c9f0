using System.Globalization;

namespace Portal.Traffic.Protocols.Mysql;

/// <summary>The first byte of a client's packet in the command phase, and Zeek's names for it.</summary>
internal static class MysqlCommand
{
    public const byte Quit = 1;
    public const byte Statistics = 9;
    public const byte ChangeUser = 17;
    public const byte FieldList = 4;
    public const byte Prepare = 22;

    private static readonly string[] s_names = (
        "sleep quit init_db query field_list create_db drop_db refresh shutdown statistics process_info connect "
        + "process_kill debug ping time delayed_insert change_user binlog_dump table_dump connect_out register_slave "
        + "stmt_prepare stmt_execute stmt_send_long_data stmt_close stmt_reset set_option stmt_fetch daemon "
        + "binlog_dump_gtid reset_connection"
    ).Split(' ');

    public static string NameOf(byte command) =>
        command < s_names.Length ? s_names[command] : string.Create(CultureInfo.InvariantCulture, $"unknown-{command}");
}
