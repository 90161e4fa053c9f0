using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Syslog;

/// <summary>A syslog message: its priority and its text.</summary>
internal static class SyslogFields
{
    public static void Add(FieldTree tree, in FieldMessage message)
    {
        var bytes = message.Bytes;
        if (!SyslogMessage.TryParse(bytes, out var parsed))
        {
            return;
        }
        tree.Protocol = "Syslog";
        tree.BeginProtocol("syslog", "Syslog message", message.At, bytes.Length, message.End);
        if (parsed is { Facility: { } facility, Severity: { } severity })
        {
            var name = SyslogNames.Facility(facility);
            tree.Named("syslog.facility", "Facility", name, facility, message.At, parsed.TextOffset);
            tree.Named(
                "syslog.level",
                "Level",
                SyslogNames.Severity(severity),
                severity,
                message.At,
                parsed.TextOffset
            );
            tree.Info = $"{name}.{SyslogNames.Severity(severity)}: ";
        }
        var text = Encoding.UTF8.GetString(bytes[parsed.TextOffset..]);
        tree.Text("syslog.msg", "Message", text, message.At + parsed.TextOffset, bytes.Length - parsed.TextOffset);
        tree.Info += text;
        tree.End();
    }
}
