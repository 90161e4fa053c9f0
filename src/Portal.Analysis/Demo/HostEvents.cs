namespace Portal.Analysis.Demo;

/// <summary>Windows events of the demo incident, by the sensor's clock.</summary>
internal static class HostEvents
{
    public static readonly IReadOnlyList<(
        string Time,
        string Host,
        int Id,
        string User,
        string Process,
        string Message
    )> All =
    [
        (
            "14:00:51",
            "WKSTN-042",
            4688,
            @"CORP\m.arnold",
            "invoice_viewer.exe",
            "A new process has been created by outlook.exe"
        ),
        (
            "14:01:05",
            "WKSTN-042",
            4688,
            @"CORP\m.arnold",
            "update.exe",
            "A new process has been created by invoice_viewer.exe"
        ),
        (
            "14:01:12",
            "WKSTN-042",
            3,
            @"CORP\m.arnold",
            "update.exe",
            "Network connection 10.1.5.42 to 185.220.101.42:443"
        ),
        ("14:03:20", "WKSTN-042", 13, @"CORP\m.arnold", "update.exe", "Registry value set: Run key UpdateService"),
        ("14:12:00", "SRV-APP20", 4624, @"CORP\adm.keller", "svchost.exe", "Logon type 10 from 10.1.5.21"),
        ("14:28:44", "WKSTN-042", 10, @"CORP\m.arnold", "update.exe", "Process accessed: lsass.exe"),
        (
            "15:04:30",
            "DC01",
            4769,
            @"CORP\m.arnold",
            "-",
            "A Kerberos service ticket was requested for ldap/dc01.corp.example"
        ),
        ("15:04:33", "DC01", 1644, @"CORP\m.arnold", "-", "Expensive LDAP search: (objectClass=user), 420 entries"),
        ("15:12:41", "SRV-FILE15", 4624, @"CORP\svc_deploy", "-", "Logon type 3 (NTLM) from 10.1.5.42"),
        ("15:12:42", "SRV-FILE15", 5145, @"CORP\svc_deploy", "-", "Share object written: ADMIN$ kqzvxbtw.exe"),
        ("15:12:44", "SRV-FILE15", 7045, "SYSTEM", "services.exe", "A service was installed: kqzvxbtw"),
        ("15:12:45", "SRV-FILE15", 4688, "SYSTEM", "kqzvxbtw.exe", "A new process has been created by services.exe"),
        ("15:20:05", "WKSTN-042", 22, @"CORP\m.arnold", "update.exe", "DNS query for t.evil.example"),
        ("15:31:20", "SRV-APP20", 4624, @"CORP\svc_deploy", "svchost.exe", "Logon type 10 from 10.1.5.42"),
        ("15:56:30", "SRV-APP20", 4634, @"CORP\svc_deploy", "svchost.exe", "Logoff"),
        ("16:38:10", "WKSTN-042", 11, @"CORP\m.arnold", "7z.exe", "File created: finance_q3.zip"),
        ("16:40:02", "WKSTN-042", 3, @"CORP\m.arnold", "ftp.exe", "Network connection 10.1.5.42 to 203.0.113.50:21"),
        (
            "17:05:33",
            "WKSTN-042",
            3,
            @"CORP\m.arnold",
            "update.exe",
            "Network connection 10.1.5.42 to 185.220.101.42:80"
        ),
    ];
}
