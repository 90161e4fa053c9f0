using System.Globalization;

namespace Portal.Traffic.Protocols.Mysql;

/// <summary>The first byte of a client's packet in the command phase, and Zeek's names for it.</summary>
internal static class MysqlCommand
{
    public const byte Quit = 1;
    public const byte InitDb = 2;
    public const byte Query = 3;
    public const byte FieldList = 4;
    public const byte CreateDb = 5;
    public const byte DropDb = 6;
    public const byte Refresh = 7;
    public const byte Shutdown = 8;
    public const byte Statistics = 9;
    public const byte ProcessKill = 12;
    public const byte ChangeUser = 17;
    public const byte BinlogDump = 18;
    public const byte Prepare = 22;
    public const byte Execute = 23;
    public const byte SendLongData = 24;
    public const byte CloseStatement = 25;
    public const byte ResetStatement = 26;
    public const byte SetOption = 27;
    public const byte Fetch = 28;

    private static readonly string[] s_names = (
        "sleep quit init_db query field_list create_db drop_db refresh shutdown statistics process_info connect "
        + "process_kill debug ping time delayed_insert change_user binlog_dump table_dump connect_out register_slave "
        + "stmt_prepare stmt_execute stmt_send_long_data stmt_close stmt_reset set_option stmt_fetch daemon "
        + "binlog_dump_gtid reset_connection"
    ).Split(' ');

    public static string NameOf(byte command) =>
        command < s_names.Length ? s_names[command] : string.Create(CultureInfo.InvariantCulture, $"unknown-{command}");

    /// <summary>For people.</summary>
    public static string LabelOf(byte command) =>
        command switch
        {
            InitDb => "Use Database",
            FieldList => "Show Fields",
            Prepare => "Prepare Statement",
            Execute => "Execute Statement",
            CloseStatement => "Close Statement",
            ResetStatement => "Reset Statement",
            _ => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(NameOf(command).Replace('_', ' ')),
        };
}
