import java.io.File;
import org.apache.pdfbox.preflight.PreflightDocument;
import org.apache.pdfbox.preflight.ValidationResult;
import org.apache.pdfbox.preflight.exception.SyntaxValidationException;
import org.apache.pdfbox.preflight.parser.PreflightParser;

/**
 * Checks PDF/A-1b with Apache PDFBox Preflight. Preflight knows no later part, so it is given the
 * twin that the engine writes for it: the same pages without tags.
 *
 * Run: java -cp JARS CheckArchive.java FILE...
 * Says "FILE: valid PDF/A-1b" or lists what is wrong; exit code 1 where anything is wrong.
 */
public final class CheckArchive {
    public static void main(String[] files) throws Exception {
        boolean good = true;
        for (String file : files) {
            ValidationResult result;
            try {
                PreflightParser parser = new PreflightParser(new File(file));
                parser.parse();
                try (PreflightDocument document = parser.getPreflightDocument()) {
                    document.validate();
                    result = document.getResult();
                }
            } catch (SyntaxValidationException error) {
                result = error.getResult();
            }
            if (result.isValid()) {
                System.out.println(file + ": valid PDF/A-1b");
                continue;
            }
            good = false;
            for (ValidationResult.ValidationError error : result.getErrorsList()) {
                System.out.println(file + ": " + error.getErrorCode() + " " + error.getDetails());
            }
        }
        System.exit(good ? 0 : 1);
    }
}
