using System.IO.Compression;
using System.Text;
using FsCheck.Xunit;
using Portal.Traffic.Files;

namespace Portal.Traffic.Tests.Files;

public sealed class MimeSignaturesTests
{
    [Theory]
    [InlineData("MZ\u0090\0\u0003", "application/x-dosexec")]
    [InlineData("\u007fELF\u0002\u0001\u0001\0\0\0\0\0\0\0\0\0\u0002\0", "application/x-executable")]
    [InlineData("\u007fELF\u0002\u0001\u0001\0\0\0\0\0\0\0\0\0\u0003\0", "application/x-sharedlib")]
    [InlineData("\u00cf\u00fa\u00ed\u00fe\u0007\0", "application/x-mach-o-executable")]
    [InlineData("\u00ca\u00fe\u00ba\u00be\0\0\0\u0034", "application/x-java-applet")]
    [InlineData("PK\u0003\u0004\u0014\0", "application/zip")]
    [InlineData("%PDF-1.4 %\n", "application/pdf")]
    [InlineData("\u001f\u008b\u0008\0", "application/x-gzip")]
    [InlineData("MSCF\0\0\0\0", "application/vnd.ms-cab-compressed")]
    [InlineData("7z\u00bc\u00af'\u001c", "application/x-7z-compressed")]
    [InlineData("Rar!\u001a\u0007\0", "application/x-rar")]
    [InlineData("\u0089PNG\r\n\u001a\n", "image/png")]
    [InlineData("\u00ff\u00d8\u00ff\u00e0", "image/jpeg")]
    [InlineData("GIF89a", "image/gif")]
    [InlineData("RIFF\u0001\u0002\u0003\u0004WEBPVP8 ", "image/webp")]
    [InlineData("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1", "application/msword")]
    [InlineData("\u00d4\u00c3\u00b2\u00a1\u0002\0", "application/vnd.tcpdump.pcap")]
    [InlineData(" <!DOCTYPE html>\n<html>", "text/html")]
    [InlineData("<!-- x -->\n<HTML>", "text/html")]
    [InlineData("<head><title>", "text/html")]
    [InlineData("<?xml version=\"1.0\"?><a/>", "application/xml")]
    [InlineData("<?xml version=\"1.0\"?>\n<html xmlns=\"x\">", "text/html")]
    [InlineData("<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\">", "text/atom")]
    [InlineData("<?xml version=\"1.0\"?><soap:Envelope>", "application/soap+xml")]
    [InlineData("{\"a\": 1}", "text/json")]
    [InlineData("[{\"a\": 1}]", "text/json")]
    [InlineData("{}\n", "text/json")]
    [InlineData("{not json at all", "text/plain")]
    [InlineData("#!/bin/sh\necho", "text/x-shellscript")]
    [InlineData("#!/usr/bin/env python3\n", "text/x-python")]
    [InlineData("(function() {", "application/javascript")]
    [InlineData("<?php echo 1;", "text/x-php")]
    [InlineData("plain text, nothing else", "text/plain")]
    [InlineData("short", null)]
    [InlineData("", null)]
    [InlineData("\u0001\u0002\u0003\u0004", null)]
    public void First_bytes_tell_the_type(string head, string? mimeType) =>
        Assert.Equal(mimeType, MimeSignatures.Judge(Encoding.Latin1.GetBytes(head)));

    [Theory]
    [InlineData("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    [InlineData("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("META-INF/MANIFEST.MF", "application/java-archive")]
    [InlineData("other.txt", "application/zip")]
    public void Archives_are_told_by_their_entries(string entry, string mimeType)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.CreateEntry("[Content_Types].xml");
            archive.CreateEntry(entry);
        }
        Assert.Equal(mimeType, MimeSignatures.Judge(stream.ToArray()));
    }

    [Property(MaxTest = 500)]
    public void Random_bytes_never_throw(byte[] head)
    {
        MimeSignatures.Judge(head);
        MimeSignatures.Judge([.. "PK\u0003\u0004"u8, .. head]);
        MimeSignatures.Judge([.. "<?xml "u8, .. head]);
        MimeSignatures.Judge([.. "{\""u8, .. head]);
    }
}
