using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Cases.Audit;

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public const int MaxText = 1000;

    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.Property(entry => entry.UserId).HasMaxLength(40);
        builder.Property(entry => entry.UserName).HasMaxLength(100);
        builder.Property(entry => entry.Action).HasMaxLength(60);
        builder.Property(entry => entry.Key).HasMaxLength(300);
        builder.Property(entry => entry.Text).HasMaxLength(MaxText);
        builder.HasIndex(entry => new { entry.CaseId, entry.Id });
    }
}
